"""Plausibility of inputs and public tables: suites, runner, report."""

from vanadis.quality.runner import run_suites
from vanadis.quality.suites import Frame, Rule, read_suites

__all__ = ["Frame", "Rule", "read_suites", "run_suites"]
