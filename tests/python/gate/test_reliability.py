"""Kills, readers, faults: the small size of what ``make soak`` runs in full."""

from pathlib import Path

import pytest
from faults import KINDS
from reliability import (
    build_again,
    inject_faults,
    kill_builds,
    reader,
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
    outcome = kill_builds(project, 1, 3, silent, 2, aimed=["publishing"])
    assert outcome.killed_in.total() == 2
    assert outcome.killed_in["publishing"] >= 1
    assert outcome.builds_after == 1


@pytest.mark.build
def test_readers_see_one_version_at_a_time(project: Path) -> None:
    with reader(project, "fct_totals") as reads:
        assert build_again(project, 2, silent) == 2
    assert reads.queries >= 40


@pytest.mark.build
def test_same_inputs_give_the_same_tables(project: Path) -> None:
    assert same_inputs_same_tables(project) == 2
