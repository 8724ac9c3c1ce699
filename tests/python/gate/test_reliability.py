"""Kills, readers, faults: the small size of what ``make soak`` runs in full."""

from pathlib import Path

import pytest
from faults import KINDS
from reliability import (
    inject_faults,
    kill_builds,
    read_during_builds,
    same_inputs_same_tables,
)
from small_project import SMALL


def silent(line: str) -> None:
    """Say nothing."""


def test_structural_faults_are_all_caught() -> None:
    kinds = [k for k in KINDS if k.is_structural and not k.name.startswith("a million")]
    assert len(kinds) >= 15
    for rate in inject_faults(SMALL / "seeds", per_kind=3, seed=1, kinds=kinds):
        assert sum(rate.tried.values()) == 3, rate.kind
        assert rate.caught == rate.tried, rate.kind


def test_a_thousandfold_is_always_caught() -> None:
    kinds = [k for k in KINDS if k.name in ("unit x 1000", "unit / 1000")]
    for rate in inject_faults(SMALL / "seeds", per_kind=10, seed=2, kinds=kinds):
        assert rate.caught == rate.tried, rate.kind


@pytest.mark.build
def test_killed_builds_leave_a_whole_warehouse(project: Path) -> None:
    outcome = kill_builds(project, 2, seed=3, say=silent, build_every=2)
    assert outcome.killed + outcome.ended_before == 2
    assert outcome.builds_after == 1


@pytest.mark.build
def test_readers_see_one_version_at_a_time(project: Path) -> None:
    outcome = read_during_builds(project, 2, "fct_totals", silent)
    assert outcome.builds == 2
    assert outcome.queries >= 40


@pytest.mark.build
def test_same_inputs_give_the_same_tables(project: Path) -> None:
    assert same_inputs_same_tables(project) == 2
