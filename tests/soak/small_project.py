"""Copies of the small project, or of this one, to build, break and kill."""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SMALL = REPOSITORY / "tests" / "fixtures" / "small"
_PARTS = (
    "analyses",
    "dbt_project.yml",
    "profiles.yml",
    ".dbtignore",
    "models",
    "python_models",
    "seeds",
    "tests",
    "data",
)


def copy_small(folder: Path) -> Path:
    """Copy the small project and the macros it shares with this one."""
    shutil.copytree(SMALL, folder)
    shutil.copytree(REPOSITORY / "macros", folder / "macros")
    generic = REPOSITORY / "tests" / "generic"
    shutil.copytree(generic, folder / "macros" / "generic")
    (folder / "build").mkdir()
    return folder


def copy_full(folder: Path) -> Path:
    """Copy this project as it stands."""
    folder.mkdir(parents=True)
    for name in (*_PARTS, "macros"):
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        elif source.is_file():
            shutil.copyfile(source, folder / name)
    (folder / "build").mkdir()
    return folder


@dataclass
class Build:
    """A ``dbt build`` that was started, and the file it prints into."""

    process: subprocess.Popen[str]
    log: Path

    def kill(self) -> None:
        """End it as ``kill -9`` does."""
        self.process.kill()
        self.process.wait()

    def finish(self) -> str:
        """Wait for its end and return what it printed."""
        self.process.wait()
        return self.printed()

    def printed(self) -> str:
        """Return what it has printed so far."""
        return self.log.read_text(encoding="utf-8")


def start_build(project: Path) -> Build:
    """Start ``dbt build`` as a user does."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("VANADIS_DB", "VANADIS_WAREHOUSE")
    }
    handle, log = tempfile.mkstemp(prefix="build-", suffix=".log", dir=project)
    with os.fdopen(handle, "w") as output:
        process = subprocess.Popen(
            [str(Path(sys.executable).parent / "dbt"), "build", "--no-use-colors"],
            cwd=project,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
    return Build(process, Path(log))
