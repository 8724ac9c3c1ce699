"""Decide from dbt's results whether a build may be published."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

GOOD = {"success", "pass", "warn", "no-op"}


@dataclass(frozen=True)
class NodeResult:
    """What became of one node of the build."""

    unique_id: str
    resource_type: str
    status: str
    failures: int | None
    message: str | None
    seconds: float
    failing_query: str | None = None


@dataclass(frozen=True)
class Build:
    """A finished dbt invocation as the on-run-end hook sees it.

    ``selected`` and ``enabled`` are unique ids; ``arguments`` are the options
    dbt was called with.
    """

    invocation_id: str
    started_at: str
    command: str
    arguments: Mapping[str, Any]
    selected: frozenset[str]
    enabled: frozenset[str]
    results: Sequence[NodeResult]

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> "Build":
        """Return the build that the macro ``publish_warehouse`` describes."""
        return cls(
            invocation_id=payload["invocation_id"],
            started_at=payload["started_at"],
            command=payload["command"],
            arguments=payload["arguments"],
            selected=frozenset(payload["selected"]),
            enabled=frozenset(payload["enabled"]),
            results=[NodeResult(**result) for result in payload["results"]],
        )


def reasons_against(
    build: Build, failing_rows: Callable[[str], list[str]] = lambda query: []
) -> list[str]:
    """Return why a build may not be published; an empty list means it may.

    Parameters
    ----------
    build
        The finished build.
    failing_rows
        Returns a sample of the rows that the query of a failed test finds.
    """
    reasons = []
    partial = build.arguments.get("partial")
    if partial:
        options = ", ".join(partial)
        reasons.append(f"built with {options}: only a build of everything is published")
    left_out = sorted(build.enabled - build.selected)
    if left_out:
        names = ", ".join(_short(name) for name in left_out[:3])
        more = f" and {len(left_out) - 3} more" if len(left_out) > 3 else ""
        reasons.append(f"not everything was built: {names}{more} left out")
    bad = [result for result in build.results if result.status not in GOOD]
    for result in bad:
        if result.status != "skipped":
            reasons.append(_explained(result))
            if result.failing_query:
                reasons += failing_rows(result.failing_query)
    skipped = sum(result.status == "skipped" for result in bad)
    if skipped:
        reasons.append(f"{skipped} nodes were skipped because of what failed")
    reported = {result.unique_id for result in build.results}
    silent = sorted((build.selected & build.enabled) - reported)
    if not build.results:
        reasons.append("dbt reported no results")
    elif silent:
        names = ", ".join(_short(name) for name in silent[:3])
        reasons.append(f"{len(silent)} selected nodes have no result: {names}")
    return reasons


def _explained(result: NodeResult) -> str:
    rows = f", {result.failures} rows" if result.failures else ""
    text = " ".join(_gist(result.message or "").split())
    message = f": {text[:300]}" if text else ""
    return f"{_short(result.unique_id)} ({result.status}{rows}){message}"


def _gist(message: str) -> str:
    """Return what was raised, where a message is the traceback of a Python model."""
    if "Traceback (most recent call last)" not in message:
        return message
    raised = [line for line in message.splitlines() if re.match(r"\s*[\w.]+: ", line)]
    return raised[-1].partition(": ")[2] if raised else message


def _short(unique_id: str) -> str:
    """Return ``test not_null_x`` for ``test.vanadis.not_null_x.1a2b``."""
    parts = unique_id.split(".")
    name = ".".join(parts[2:]) if parts[0] == "unit_test" else parts[2]
    return f"{parts[0].replace('_', ' ')} {name}"
