"""Copies of the small project, or of this one, to build, break and kill."""

import os
import shutil
import subprocess
import sys
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


def start_build(project: Path) -> subprocess.Popen[str]:
    """Start ``dbt build`` as a user does."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("VANADIS_DB", "VANADIS_WAREHOUSE")
    }
    return subprocess.Popen(
        [str(Path(sys.executable).parent / "dbt"), "build", "--no-use-colors"],
        cwd=project,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finish(build: subprocess.Popen[str]) -> str:
    """Wait for a build and return what it printed."""
    printed, _ = build.communicate()
    return printed
