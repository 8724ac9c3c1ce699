"""Remember how the last build ended, for ``vanadis status``."""

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from vanadis.publish.files import write_json

RECORD = "last_build.json"
_KEYS = {"invocation_id", "status", "started_at", "ended_at", "build_id", "reasons"}


def now() -> str:
    """Return the time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def record(
    folder: Path,
    *,
    invocation_id: str,
    status: str,
    reasons: Sequence[str] = (),
    build_id: str | None = None,
) -> None:
    """Write the state of a build: running, published or not_published."""
    folder.mkdir(parents=True, exist_ok=True)
    previous = last_build(folder)
    same = previous.get("invocation_id") == invocation_id
    content = {
        "invocation_id": invocation_id,
        "status": status,
        "started_at": previous["started_at"] if same else now(),
        "ended_at": None if status == "running" else now(),
        "process_id": os.getpid(),
        "build_id": build_id,
        "reasons": list(reasons),
    }
    write_json(folder / RECORD, content)


def last_build(folder: Path) -> dict[str, Any]:
    """Return the record of the last build; empty when there is none to read."""
    try:
        content = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    whole = isinstance(content, dict) and content.keys() >= _KEYS
    return content if whole and isinstance(content["reasons"], list) else {}


def is_alive(process_id: int) -> bool:
    """Return whether a process still runs."""
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
