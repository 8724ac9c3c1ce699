"""A row of the chain that no model can take stops before a table is replaced."""

import shutil
from pathlib import Path

import pytest

from vanadis.check import check_seeds, report

SEEDS = Path(__file__).parents[2] / "seeds"
PARAMETERS = "chain/user_chain__parameters.csv"
BALANCES = "chain/user_chain__stage_balances.csv"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    for folder in ("chain", "reference"):
        shutil.copytree(SEEDS / folder, tmp_path / "seeds" / folder)
    return tmp_path / "seeds"


def row(path: str, **cells: str) -> str:
    columns = (SEEDS / path).read_text(encoding="utf-8").splitlines()[0].split(",")
    given = {
        "source_key": "vanadis",
        "source_locator": "test",
        "basis": "assumed",
        "is_relative": "false",
        **cells,
    }
    return ",".join(given.get(column, "") for column in columns)


def findings(seeds: Path, path: str, line: str) -> list[str]:
    with (seeds / path).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    return report(check_seeds(seeds))


def law(**cells: str) -> str:
    given = {
        "parameter_id": "yield.s4",
        "quantity": "yield",
        "stage_id": "s4",
        "unit": "t V/t V",
        "family": "triangular",
        "point_value": "0.9",
        "low_value": "0.8",
        "high_value": "0.95",
        **cells,
    }
    return row(PARAMETERS, **given)


def test_own_rows_that_obey__pass(seeds: Path) -> None:
    assert findings(seeds, PARAMETERS, law()) == []
    balance = row(
        BALANCES,
        stage_id="s2",
        reference_year="2019",
        feed_v_t="150",
        yield_frac="0.8",
        output_v_t="120",
    )
    assert findings(seeds, BALANCES, balance) == []


@pytest.mark.parametrize(
    ("cells", "column", "value", "rule"),
    [
        ({"high_value": "1.2"}, "high_value", "1.2", "yield in (0, 1]"),
        ({"low_value": "0"}, "low_value", "0", "yield in (0, 1]"),
        ({"unit": "t/a"}, "unit", "t/a", "expected t V/t V"),
        ({"unit": "kg/kg"}, "unit", "kg/kg", "expected one of"),
        ({"stage_id": "s6"}, "stage_id", "s6", "expected one of"),
        ({"low_value": "0.92"}, "family", "triangular", "yield.s4"),
        (
            {"parameter_id": "yield.s44"},
            "parameter_id",
            "yield.s44",
            "no model reads it",
        ),
        (
            {
                "parameter_id": "shock.year",
                "quantity": "shock_year",
                "unit": "a",
                "family": "fixed",
                "point_value": "2030",
                "low_value": "",
                "high_value": "",
            },
            "point_value",
            "2030",
            "2015 to 2022",
        ),
        (
            {
                "parameter_id": "import_slag.after_ban",
                "quantity": "import",
                "product_id": "vanadium_slag",
                "unit": "t/a",
            },
            "unit",
            "t/a",
            "expected t V/a",
        ),
    ],
)
def test_a_law_that_breaks_a_rule__is_named_with_line_and_column(
    seeds: Path, cells: dict[str, str], column: str, value: str, rule: str
) -> None:
    [line] = findings(seeds, PARAMETERS, law(**cells))
    assert line.startswith(f"seeds/{PARAMETERS}:2: column '{column}': value '{value}'")
    assert rule in line


def test_a_balance_that_contradicts_itself__is_named_with_its_arithmetic(
    seeds: Path,
) -> None:
    wrong = row(
        BALANCES,
        stage_id="s2",
        reference_year="2019",
        feed_v_t="150",
        yield_frac="0.8",
        output_v_t="100",
    )
    [line] = findings(seeds, BALANCES, wrong)
    assert line.startswith(f"seeds/{BALANCES}:2: column 'output_v_t': value '100'")
    assert "150 x 0.8 = 120 t V" in line
