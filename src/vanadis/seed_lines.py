"""Where in a seed file a row stands, for messages to the person who wrote it."""

import csv
from pathlib import Path


def line_of(path: Path, key: str) -> str:
    """Return ``:n`` for the line whose first value is the key, or nothing."""
    if not path.is_file():
        return ""
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.reader(handle)
        start = 1
        for row in reader:
            if row and row[0] == key:
                return f":{start}"
            start = reader.line_num + 1
    return ""
