"""Read the suites: which rules hold on which public table, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True)
class Rule:
    """One expectation, with its reason."""

    suite: str
    rule: str
    table: str
    expect: str
    kwargs: Mapping[str, Any]
    severity: str
    why: str
    source: str


@dataclass(frozen=True)
class Frame:
    """A query on public tables and the rules on its rows."""

    query: str
    key: tuple[str, ...]
    rules: tuple[Rule, ...]


def read_suites() -> list[Frame]:
    """Return every frame with its rules."""
    file = resources.files("vanadis.quality") / "suites.yaml"
    return [
        Frame(
            query=frame["frame"],
            key=tuple(frame["key"]),
            rules=tuple(
                Rule(
                    suite=suite["suite"],
                    rule=rule["rule"],
                    table=frame["table"],
                    expect=rule["expect"],
                    kwargs=rule["with"],
                    severity=rule["severity"],
                    why=rule["why"],
                    source=rule["source"],
                )
                for rule in frame["rules"]
            ),
        )
        for suite in yaml.safe_load(file.read_text(encoding="utf-8"))
        for frame in suite["rules_on"]
    ]
