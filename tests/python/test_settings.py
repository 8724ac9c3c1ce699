"""A variable that means nothing stops a run at once, with one message."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from vanadis.streams import fill_uniforms

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.mark.build
@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("sampling", "sobol", "random or latin_hypercube"),
        ("n_draws", "abc", "a whole number of at least 100"),
        ("n_draws", "0", "a whole number of at least 100"),
        ("last_year", "2014", "a whole number of at least 2015"),
    ],
)
def test_a_variable_is_named_with_its_value(
    tmp_path: Path, name: str, value: str, expected: str
) -> None:
    command = [
        str(Path(sys.executable).with_name("dbt")),
        "run",
        *("--select", "py_inventory__simulations"),
        *("--vars", f"{{{name}: {value}}}"),
        *("--target-path", str(tmp_path)),
    ]
    done = subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert f"variable '{name}': value '{value}': expected {expected}" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_an_unknown_sampling_is_not_drawn_as_a_random_one() -> None:
    with pytest.raises(ValueError, match="'sobol'"):
        fill_uniforms(np.empty(3), seed=1, parameter_id="p", sampling="sobol")  # type: ignore[arg-type]
