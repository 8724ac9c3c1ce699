"""Queries of ``analyses/`` as examples for the SQL page."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vanadis.project import project_root


@dataclass(frozen=True)
class Example:
    """One query with the comment that opens it."""

    name: str
    title: str
    sql: str


@cache
def examples() -> dict[str, Example]:
    """Return the example queries by name."""
    folder = project_root() / "analyses"
    return {path.stem: _read(path) for path in sorted(folder.glob("*.sql"))}


def _read(path: Path) -> Example:
    sql = path.read_text(encoding="utf-8")
    title = sql.splitlines()[0].removeprefix("--").strip() or path.stem
    return Example(path.stem, title, sql)
