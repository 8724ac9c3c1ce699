"""The unit tests of the SQL models, which a build leaves out."""

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.mark.build
@pytest.mark.usefixtures("published_file")
def test_unit_tests_of_the_models_pass(tmp_path: Path) -> None:
    command = [
        str(Path(sys.executable).with_name("dbt")),
        "test",
        "--select",
        "test_type:unit",
        "--vars",
        "run_unit_tests: true",
        "--target-path",
        str(tmp_path),
    ]
    done = subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:]
    assert "PASS=0 " not in done.stdout
