"""The recalculation report names every change, its size and the rows behind it."""

import csv
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from vanadis.cli import app
from vanadis.publish import publish

# 100 t x 2 kg/t = 0.2 t; the second build burns 150 t in Hebei and releases 3 kg/t
# in Beijing.
TABLES = """
create table fct_emissions as
select 'm' as method_id, province_code, 'coal_rc' as sub_source_id,
    2015 as reference_year, 'coal' as category_id, emission_t
from (values ('110000', {beijing_t}), ('130000', {hebei_t}), ('140000', 0.6))
    as t (province_code, emission_t);
create table fct_activities as
select 'm' as method_id, province_code, 'coal_rc' as sub_source_id, 'all' as use_id,
    2015 as reference_year, activity_t, cast(null as double) as activity_m3,
    '{seed}' as seed_file, '{source}' as source_key
from (values ('110000', 100.0), ('130000', {hebei_activity_t}))
    as t (province_code, activity_t);
create table fct_emission_factors as
select 'm' as method_id, province_code, 'coal_rc' as sub_source_id, 'all' as use_id,
    2015 as reference_year, 'node.' || province_code as node_id, factor_kg_per_t,
    cast(null as double) as factor_kg_per_m3
from (values ('110000', {beijing_factor}), ('130000', 2.0))
    as t (province_code, factor_kg_per_t);
create table fct_factor_operands as
select 'node.' || province_code as factor_node_id, operand_id
from (values ('110000', 'content.beijing'), ('110000', 'release'),
    ('130000', 'content.hebei')) as t (province_code, operand_id);
create table dim_parameter as
select parameter_id, point_value, 'kg_per_t' as unit, 'seeds/x.csv' as seed_file,
    'book' as source_key, 'page 3' as source_locator
from (values ('content.beijing', {beijing_factor}), ('content.hebei', 2.0),
    ('release', 1.0)) as t (parameter_id, point_value);
"""
INTERVALS = """
create table fct_emission_intervals as
select 'm' as method_id, level, category_id, cast(2015 as integer) as reference_year,
    0.5 as emission_p025_t, 1.0 as emission_p500_t, high as emission_p975_t
from (values ('national', null, {high}), ('category', 'coal', 9.0),
    ('sub_source', 'coal', {high})) as t (level, category_id, high);
"""
BEFORE = {
    "beijing_t": 0.2,
    "hebei_t": 0.2,
    "hebei_activity_t": 100.0,
    "beijing_factor": 2.0,
    "seed": "seeds/raw.csv",
    "source": "book",
}
AFTER = {
    "beijing_t": 0.3,
    "hebei_t": 0.3,
    "hebei_activity_t": 150.0,
    "beijing_factor": 3.0,
    "seed": "seeds/user.csv",
    "source": "own",
}


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with two published builds."""
    folder = tmp_path / "warehouse"
    for build_id, values, checksum in (("b1", BEFORE, "1"), ("b2", AFTER, "2")):
        connection = duckdb.connect()
        connection.execute(TABLES.format(**values))
        connection.execute(INTERVALS.format(high=values["beijing_t"] * 10))
        facts = [("seed", "seeds/user.csv", checksum), ("variable", "n", "1")]
        publish(connection, folder=folder, build_id=build_id, facts=facts, results=[])
    monkeypatch.setenv("VANADIS_WAREHOUSE", str(folder))
    return folder


def test_the_report_sums_and_explains(warehouse: Path) -> None:
    done = CliRunner().invoke(app, ["diff"])
    assert done.exit_code == 0, done.output
    text = done.output
    assert "from build b1 to b2" in text
    assert "- seed `seeds/user.csv`: changed" in text
    assert "variable" not in text
    assert "2 cells changed." in text
    # 0.2 + 0.2 + 0.6 against 0.3 + 0.3 + 0.6
    assert "| m | 2015 | 1.0 | 1.2 | 0.2 | 20.0 |" in text
    assert "| m | 110000 | 0.2 | 0.3 | 0.1 | 50.0 |" in text
    assert "| m | 140000 |" not in text
    assert "seeds/user.csv (own)" in text
    assert "| content.beijing | 2.0 | 3.0 | kg_per_t | seeds/x.csv | book |" in text
    assert "content.hebei" not in text
    # Only the national interval moves, at its upper end; sub-sources are not shown.
    assert "| m | national |  | 2015 | 0.5 | 1.0 | 2.0 | 0.5 | 1.0 | 3.0 |" in text
    assert "| m | category |" not in text
    assert "| m | sub_source |" not in text


def test_every_changed_cell_goes_into_the_table(warehouse: Path) -> None:
    out, table = warehouse / "diff.md", warehouse / "diff.csv"
    done = CliRunner().invoke(
        app, ["diff", "b1", "b2", "--out", str(out), "--table", str(table)]
    )
    assert done.exit_code == 0, done.output
    assert out.read_text().startswith("# What changed")
    with table.open() as handle:
        rows = {row["province_code"]: row for row in csv.DictReader(handle)}
    assert set(rows) == {"110000", "130000"}
    assert float(rows["130000"]["change_t"]) == pytest.approx(0.1)
    assert rows["130000"]["changed_activities"] == "seeds/user.csv (own)"
    assert rows["130000"]["changed_parameters"] == ""
    assert rows["110000"]["changed_activities"] == ""
    assert rows["110000"]["changed_parameters"] == "content.beijing"


def test_the_same_file_twice_has_no_changes(warehouse: Path) -> None:
    done = CliRunner().invoke(app, ["diff", "b1", "b1"])
    assert "Seeds, variables and packages are the same." in done.output
    assert "All public tables say the same." in done.output
    assert "No emission cell changed." in done.output


def test_what_cannot_be_written_or_compared_is_one_message(warehouse: Path) -> None:
    stranger = warehouse / "stranger.duckdb"
    duckdb.connect(str(stranger)).close()
    gone = str(warehouse / "gone" / "x")
    for arguments, message in (
        (["b1", "b2", "--out", gone], "cannot be written"),
        (["b1", "b2", "--table", gone], "cannot be written"),
        (["b1", str(stranger)], "is no published file"),
    ):
        done = CliRunner().invoke(app, ["diff", *arguments])
        assert done.exit_code == 1
        assert isinstance(done.exception, SystemExit)
        assert message in done.output


def test_unknown_files_are_one_message(warehouse: Path) -> None:
    done = CliRunner().invoke(app, ["diff", "b7", "b2"])
    assert done.exit_code == 1
    assert "'b7' is no published file; there are b2, b1" in done.output
    (warehouse / "vanadis-b1.duckdb").write_bytes(b"no database")
    done = CliRunner().invoke(app, ["diff", "b1", "b2"])
    assert done.exit_code == 1
    assert "cannot be opened" in done.output
