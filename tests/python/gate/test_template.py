"""A template holds every column a user must fill, and says what each takes."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from vanadis.cli import app
from vanadis.ingest import find_table
from vanadis.ingest.template import write_template

SEEDS = Path(__file__).parents[3] / "seeds"


@pytest.mark.usefixtures("project")
def test_a_file_that_is_there_is_kept(vanadis: Callable[..., Result]) -> None:
    path = Path("yearbook__coal.xlsx")
    path.write_text("mine")
    refused = vanadis("template", "yearbook/coal")
    assert refused.exit_code == 1
    assert "exists already; --force replaces it" in refused.output
    assert path.read_text() == "mine"
    assert vanadis("template", "yearbook/coal", "--force").exit_code == 0
    assert openpyxl.load_workbook(path).sheetnames == ["data", "about"]


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        (
            "uncertainty/spreads",
            "parameter_id family unit cv_frac sd factor_95_ratio low mode high "
            "lower_bound upper_bound dependence_group_id",
        ),
        (
            "literature/parameters",
            "parameter_id quantity subject technology region value unit sd low high "
            "n_samples distribution_note",
        ),
        ("chain/rebar_output", "2015 2016 2017 2018 2019 2020 2021 2022 2023 2024"),
    ],
)
def test_a_table_gets_the_columns_to_fill(
    tmp_path: Path, table: str, columns: str
) -> None:
    resource = find_table(table, SEEDS)
    write_template(resource, SEEDS, tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    header = [str(cell.value) for cell in book["data"][book["data"].max_row]]
    assert " ".join(header) == columns
    about = {str(row[0]): row[1:] for row in book["about"].values}
    assert set(resource.names) <= set(about)


def test_the_second_sheet_says_what_a_column_takes(tmp_path: Path) -> None:
    spreads = find_table("uncertainty/spreads", SEEDS)
    write_template(spreads, SEEDS, tmp_path / "t.xlsx")
    about = openpyxl.load_workbook(tmp_path / "t.xlsx")["about"]
    said = {str(row[0]): row[1:] for row in about.values}
    assert said["family"][1] == "yes"
    assert str(said["family"][3]).startswith("fixed, normal, lognormal, triangular")
    assert said["factor_95_ratio"][2:4] == ("ratio", "at least 1")
    assert said["source_key"][1] == "by ingest"
    group = "as in uncertainty/raw_uncertainty__dependence_groups.csv"
    assert said["dependence_group_id"][3] == group


def test_a_filled_template_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_template(find_table("uncertainty/spreads", SEEDS), SEEDS, tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    names = [cell.value for cell in book["data"][1]]
    own = {"parameter_id": "content.coke", "family": "triangular", "unit": "of_point"}
    own |= {"low": 0.5, "high": 2}
    book["data"].append([own.get(str(name)) for name in names])
    book.save(tmp_path / "t.xlsx")
    monkeypatch.chdir(SEEDS.parent)
    command = ["ingest", str(tmp_path / "t.xlsx"), "--table", "uncertainty/spreads"]
    done = CliRunner().invoke(app, [*command, "--dry-run"])
    assert done.exit_code == 0, done.output
    assert "1 rows read" in done.output
