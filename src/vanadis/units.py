"""Factors between units, each written once."""

KG_PER_T = 1000.0
