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
    """Write several text files, all or none; keep what they held for ``undo``.

    Parameters
    ----------
    journal
        Folder of the changes made so far.
    root
        Folder the files stand under.
    contents
        The new text of each file.

    Raises
    ------
    VanadisError
        When a file cannot be written.
    """
    numbers = [int(p.name) for p in journal.glob("[0-9]*")]
    entry = journal / f"{max(numbers, default=0) + 1:04d}"
    drafts = {path: path.with_name(f".{path.name}.tmp") for path in contents}
    before: dict[Path, Path | None] = {}
    try:
        entry.mkdir(parents=True)
        kept: dict[str, dict[str, str | None]] = {}
        for number, (path, draft) in enumerate(drafts.items()):
            draft.write_text(contents[path], encoding="utf-8", newline="")
            before[path] = entry / f"before-{number}" if path.exists() else None
            if copy := before[path]:
                shutil.copyfile(path, copy)
            kept[path.relative_to(root).as_posix()] = {
                "before": copy.name if copy else None,
                "after_sha256": sha256(draft),
            }
        write_json(entry / _MANIFEST, kept)
        for path, draft in drafts.items():
            replace(draft, path)
    except BaseException as error:
        # An interrupt counts as well: a file replaced already goes back. Where even
        # that fails the record stays, for `undo`.
        problem = f"cannot write the seed files: {error}"
        try:
            if (entry / _MANIFEST).is_file():
                _restore(before)
            shutil.rmtree(entry, ignore_errors=True)
        except OSError as second:
            problem += f"; nor put back what they held: {second}. Mend that and undo"
            raise VanadisError(problem) from error
        if isinstance(error, OSError):
            raise VanadisError(problem) from error
        raise
    finally:
        for draft in drafts.values():
            if draft.exists():
                draft.unlink()


def undo(journal: Path, root: Path) -> list[Path]:
    """Take the last change back and return the files it restored.

    Raises
    ------
    JournalError
        When there is no change, a file was edited since, or cannot be written.
    """
    entries = sorted(p for p in journal.glob("[0-9]*") if (p / _MANIFEST).is_file())
    if not entries:
        raise JournalError("there is nothing to undo")
    entry = entries[-1]
    before: dict[Path, Path | None] = {}
    try:
        kept = json.loads((entry / _MANIFEST).read_text(encoding="utf-8"))
        for name, state in kept.items():
            copy = entry / state["before"] if state["before"] else None
            before[root / name] = copy
            if not _is_at(root / name, state["after_sha256"], copy):
                raise JournalError(
                    f"{name} was edited since the last ingest; nothing was undone"
                )
    except (OSError, ValueError) as error:
        raise JournalError(
            f"the record of the last ingest, {entry}, is damaged; nothing was undone: "
            f"{error}"
        ) from error
    try:
        _restore(before)
        shutil.rmtree(entry)
    except OSError as error:
        raise JournalError(
            f"cannot restore the seed files: {error}; mend that and undo again"
        ) from error
    return list(before)


def _is_at(path: Path, after: str, before: Path | None) -> bool:
    """Return whether a file is as the change left it, or already as it was before.

    The second is what an ingest or an undo leaves that was killed between two files.
    """
    old = sha256(before) if before else None
    return (sha256(path) if path.is_file() else None) in (after, old)


def _restore(before: Mapping[Path, Path | None]) -> None:
    """Put files back as they were."""
    for path, copy in before.items():
        if copy is None:
            path.unlink(missing_ok=True)
            continue
        draft = path.with_name(f".{path.name}.tmp")
        try:
            shutil.copyfile(copy, draft)
            replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)
