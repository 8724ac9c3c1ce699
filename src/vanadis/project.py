"""Where the project and its published files are."""

import os
from pathlib import Path

from vanadis.errors import VanadisError


def project_root() -> Path:
    """Return the folder that holds ``dbt_project.yml``.

    The working directory and its parents come first, then the checkout this
    package was installed from, so the commands work from anywhere.
    """
    here = Path.cwd()
    for folder in [here, *here.parents, *Path(__file__).resolve().parents]:
        if (folder / "dbt_project.yml").is_file():
            return folder
    raise VanadisError(
        "No dbt_project.yml here or above: run this inside the Vanadis folder."
    )


def warehouse_dir() -> Path:
    """Return the folder of the published files (``VANADIS_WAREHOUSE`` wins)."""
    override = os.environ.get("VANADIS_WAREHOUSE")
    return Path(override) if override else project_root() / "warehouse"


def seeds_dir() -> Path:
    """Return the folder of the seed files."""
    return project_root() / "seeds"
