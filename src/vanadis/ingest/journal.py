"""Change seed files all together, and be able to take the change back."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from vanadis.errors import VanadisError
from vanadis.publish.files import replace, sha256, write_json

_MANIFEST = "manifest.json"


class JournalError(VanadisError):
    """A change that cannot be taken back."""


def write_files(journal: Path, root: Path, contents: Mapping[Path, str]) -> None:
    """Write several text files; keep what they held for ``undo``.

    Parameters
    ----------
    journal
        Folder of the changes made so far.
    root
        Folder the files stand under.
    contents
        The new text of each file.
    """
    numbers = [int(p.name) for p in journal.glob("[0-9]*")]
    entry = journal / f"{max(numbers, default=0) + 1:04d}"
    entry.mkdir(parents=True)
    drafts: dict[Path, Path] = {}
    kept: dict[str, dict[str, str | None]] = {}
    try:
        for number, (path, text) in enumerate(contents.items()):
            draft = path.with_name(f".{path.name}.tmp")
            draft.write_text(text, encoding="utf-8", newline="")
            drafts[path] = draft
            before = f"before-{number}" if path.exists() else None
            if before:
                shutil.copyfile(path, entry / before)
            name = path.relative_to(root).as_posix()
            kept[name] = {"before": before, "after_sha256": sha256(draft)}
        write_json(entry / _MANIFEST, kept)
        for path, draft in drafts.items():
            replace(draft, path)
    except OSError as error:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
        raise VanadisError(f"cannot write the seed files: {error}") from error


def undo(journal: Path, root: Path) -> list[Path]:
    """Take the last change back and return the files it restored.

    Raises
    ------
    JournalError
        When there is no change, or a file was edited since.
    """
    entries = sorted(p for p in journal.glob("[0-9]*") if (p / _MANIFEST).is_file())
    if not entries:
        raise JournalError("there is nothing to undo")
    entry = entries[-1]
    kept = json.loads((entry / _MANIFEST).read_text(encoding="utf-8"))
    for name, state in kept.items():
        if sha256(root / name) != state["after_sha256"]:
            raise JournalError(
                f"{name} was edited since the last ingest; nothing was undone"
            )
    restored = []
    for name, state in kept.items():
        path = root / name
        if state["before"] is None:
            path.unlink()
        else:
            draft = path.with_name(f".{path.name}.tmp")
            shutil.copyfile(entry / state["before"], draft)
            replace(draft, path)
        restored.append(path)
    shutil.rmtree(entry)
    return restored
