"""Vanadis: a relational data warehouse for vanadium."""

__version__ = "0.1.0"
