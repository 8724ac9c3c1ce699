"""What ``vanadis status`` says."""

from pathlib import Path

from vanadis.publish.files import sha256
from vanadis.publish.history import is_alive, last_build
from vanadis.warehouse import WarehouseError, current, read_pointer


def status_lines(folder: Path) -> tuple[list[str], bool]:
    """Return the lines of the status, and whether a whole file is published."""
    published, is_good = _published(folder)
    return [*published, *_last_build(folder)], is_good


def brief_line(folder: Path) -> str:
    """Return how the last build ended, in one line."""
    build = last_build(folder)
    reasons = build.get("reasons") or [_unfinished(build)]
    if build.get("status") == "published":
        return f"Published: {folder / ('vanadis-' + build['build_id'] + '.duckdb')}"
    more = f" (and {len(reasons) - 1} more; see `vanadis status`)"
    return f"Not published: {reasons[0]}{more if len(reasons) > 1 else ''}"


def _published(folder: Path) -> tuple[list[str], bool]:
    try:
        served = current(folder)
    except WarehouseError as error:
        return [f"Published: nothing. {error}"], False
    lines = [f"Published: build {served.build_id}", f"  file:   {served.path}"]
    if served.warning:
        return [*lines, f"  WARNING: {served.warning}"], False
    pointer = read_pointer(folder)
    is_same = sha256(served.path) == pointer.get("sha256")
    tables = pointer.get("tables", {})
    lines += [
        f"  time:   {pointer.get('published_at')}",
        f"  sha256: {'matches' if is_same else 'DOES NOT MATCH: the file is damaged'}",
        f"  tables: {len(tables)}, {sum(tables.values()):,} rows",
    ]
    return lines, is_same


def _last_build(folder: Path) -> list[str]:
    build = last_build(folder)
    if not build:
        return ["Last build: none recorded"]
    if build["status"] == "published":
        return [f"Last build: published at {build['ended_at']}"]
    if build["status"] == "not_published":
        head = f"Last build: NOT published ({build['ended_at']}), because"
        return [head, *(f"  {reason}" for reason in build["reasons"])]
    return [f"Last build: {_unfinished(build)}"]


def _unfinished(build: dict[str, object]) -> str:
    """Say what a build that never reported its end is doing."""
    if not build:
        return "no build has run"
    process = build.get("process_id")
    if isinstance(process, int) and is_alive(process):
        return f"running since {build['started_at']} (process {process})"
    return f"started at {build['started_at']} and was interrupted before it ended"
