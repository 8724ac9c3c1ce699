"""Facts about a build that every published file carries."""

import platform
import subprocess
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import yaml

from vanadis.publish.files import sha256

Fact = tuple[str, str, str | None]


def input_facts(root: Path) -> Iterator[Fact]:
    """Yield (kind, name, value) for what a build reads: code and seeds."""
    yield "build", "git_commit", _git(root, "rev-parse", "HEAD")
    changes = _git(root, "status", "--porcelain", "--untracked-files=no")
    yield "build", "git_is_clean", None if changes is None else str(not changes).lower()
    for path in sorted((root / "seeds").rglob("*.csv")):
        yield "seed", path.relative_to(root).as_posix(), sha256(path)


def setting_facts(root: Path, arguments: Mapping[str, Any]) -> Iterator[Fact]:
    """Yield (kind, name, value) for what a build runs with."""
    yield "build", "python_version", platform.python_version()
    yield "build", "platform", f"{platform.system()} {platform.machine()}"
    for name, version in sorted(_packages().items()):
        yield "package", name, version
    for name, value in sorted(_variables(root, arguments).items()):
        yield "variable", name, str(value)


def _git(root: Path, *arguments: str) -> str | None:
    """Return what git says, or None outside a checkout."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def _packages() -> dict[str, str]:
    return {d.metadata["Name"]: d.version for d in metadata.distributions()}


def _variables(root: Path, arguments: Mapping[str, Any]) -> dict[str, Any]:
    project = yaml.safe_load((root / "dbt_project.yml").read_text(encoding="utf-8"))
    return {**project.get("vars", {}), **(arguments.get("vars") or {})}
