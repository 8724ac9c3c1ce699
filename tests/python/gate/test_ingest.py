"""A user's table gets in, in any usual shape, or is refused whole."""

import csv
import datetime
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pytest
from typer.testing import Result

from vanadis.check import check_seeds, report

Run = Callable[..., Result]
Rows = Callable[[], list[tuple[str, ...]]]


WIDE = "地区,2015年,2016年\n北京市,11000000,8000000\n河 北,289000000,281000000\n"


def test_a_wide_chinese_table_in_another_unit(
    project: Path, vanadis: Run, own_rows: Rows
) -> None:
    text = "表A1,,\n单位：吨,,\n" + WIDE + "全国,300000000,\n"
    Path("coal.csv").write_text(text, encoding="gb18030")
    done = vanadis(
        "ingest", "coal.csv", "--table", "yearbook/coal", "--set", "fuel=coal"
    )
    assert done.exit_code == 0, done.output
    # 11,000,000 t = 1100 x 10^4 t
    assert own_rows() == [
        ("110000", "2015", "coal", "1100"),
        ("110000", "2016", "coal", "800"),
        ("130000", "2015", "coal", "28900"),
        ("130000", "2016", "coal", "28100"),
    ]
    assert "left out: line 6 is a total" in done.output
    assert "unit: t -> 10^4 t (x 0.0001)" in done.output
    assert report(check_seeds(project / "seeds")) == []
    with (project / "seeds/yearbook/user_yearbook__coal.csv").open() as handle:
        row = next(csv.DictReader(handle))
    assert (row["source_key"], row["source_locator"], row["basis"]) == (
        "own_coal",
        "coal.csv, line 4",
        "published",
    )


def test_a_long_english_table(project: Path, vanadis: Run, own_rows: Rows) -> None:
    Path("long.csv").write_text(
        "Province;Year;Fuel;Consumption (kt)\n"
        "Hebei Province;2016;coke;81,500\n"
        "Hebei;2017;COKE;81.5e3\n".replace("81,500", "81500"),
        encoding="utf-8",
    )
    done = vanadis("ingest", "long.csv", "--table", "yearbook/coal")
    assert done.exit_code == 0, done.output
    # 81500 kt = 8150 x 10^4 t
    assert own_rows() == [
        ("130000", "2016", "coke", "8150"),
        ("130000", "2017", "coke", "8150"),
    ]


def test_an_empty_cell_says_nothing_and_a_gap_mark_says_unknown(
    project: Path, vanadis: Run, own_rows: Rows
) -> None:
    Path("gaps.csv").write_text(
        "province,year,fuel,consumption_10kt\n"
        "Hebei,2015,coal,\nHebei,2016,coal\nHebei,2017,coal,--\n"
    )
    done = vanadis("ingest", "gaps.csv", "--table", "yearbook/coal")
    assert done.exit_code == 0, done.output
    assert own_rows() == [("130000", "2017", "coal", "--")]
    assert "left out: line 2 has no figure: Hebei" in done.output
    assert "left out: line 3 has no figure: Hebei" in done.output


@pytest.mark.parametrize("measure_first", [True, False])
def test_years_beside_the_name_of_the_figures_are_all_read(
    project: Path, vanadis: Run, own_rows: Rows, measure_first: bool
) -> None:
    years, names = "province,2015,2016,2017,2018\n", "," + 4 * "consumption_10kt,"
    names = names.removesuffix(",") + "\n"
    header = names + years if measure_first else years + names
    Path("t.csv").write_text(header + "Hebei,28943.13,28105.65,27417.1,28000\n")
    done = vanadis(
        "ingest",
        "t.csv",
        "--table",
        "yearbook/coal",
        "--unit",
        "10^4 t",
        "--set",
        "fuel=coal",
    )
    assert done.exit_code == 0, done.output
    assert [row[1] for row in own_rows()] == ["2015", "2016", "2017", "2018"]


def test_an_xlsx_with_separators_and_full_width_digits(
    project: Path, vanadis: Run, own_rows: Rows
) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("A1")
    for row in (
        ["Coal by province", None, None],
        ["省份", 2015, datetime.datetime(2016, 1, 1)],
        ["北京", "1,100.5", "８００"],
        [None, None, None],
        ["河北", 28900, "--"],
    ):
        sheet.append(row)
    book.save("coal.xlsx")
    options = ["--table", "yearbook/coal", "--set", "fuel=coal", "--unit", "万吨"]
    wrong = vanadis("ingest", "coal.xlsx", *options)
    assert wrong.exit_code == 1
    done = vanadis("ingest", "coal.xlsx", "--sheet", "A1", *options)
    assert done.exit_code == 0, done.output
    assert own_rows() == [
        ("110000", "2015", "coal", "1100.5"),
        ("110000", "2016", "coal", "800"),
        ("130000", "2015", "coal", "28900"),
        ("130000", "2016", "coal", "--"),
    ]


def test_a_parquet_file_with_fuels_across(
    project: Path, vanadis: Run, own_rows: Rows
) -> None:
    duckdb.sql(
        "copy (select 'Hebei' as province, 2016 as year, 28000.0 as coal, "
        "8100.0 as coke) to 'wide.parquet'"
    )
    done = vanadis(
        "ingest", "wide.parquet", "--table", "yearbook/coal", "--unit", "10kt"
    )
    assert done.exit_code == 0, done.output
    assert own_rows() == [
        ("130000", "2016", "coal", "28000"),
        ("130000", "2016", "coke", "8100"),
    ]


BAD = (
    "province_code,reference_year,fuel,consumption_10kt\n"
    "110000,2015,coal,1100\n"
    "110000,2015,coal,1100\n"
    "Mars,2016,coal,5\n"
    "130000,2016,peat,5\n"
    "130000,2017,coal,many\n"
    "130000,2018,coal,27400500\n"
    "130000,last,coal,7\n"
)


def test_anything_wrong_changes_nothing(project: Path, vanadis: Run) -> None:
    Path("bad.csv").write_text(BAD, encoding="utf-8")
    before = {p: p.read_bytes() for p in (project / "seeds").rglob("*") if p.is_file()}
    done = vanadis("ingest", "bad.csv", "--table", "yearbook/coal")
    assert done.exit_code == 1
    for message in (
        "bad.csv:3: column 'province_code, reference_year, fuel': value "
        "'110000, 2015, coal': expected each key once; it already stands on line 2",
        "bad.csv:4: column 'province_code': value 'Mars': expected a province, by code "
        "or name",
        "bad.csv:5: column 'fuel': value 'peat': expected one of coal, coke",
        "bad.csv:6: column 'consumption_10kt': value 'many': expected a number",
        "bad.csv:7: column 'consumption_10kt': value '27400500': expected within a "
        "factor 10 of the shipped figure, 27400.5 (line 10 of raw_yearbook__coal.csv)",
        "bad.csv:8: column 'reference_year': value 'last': expected a four-digit year",
    ):
        assert message in done.output
    after = {p: p.read_bytes() for p in (project / "seeds").rglob("*") if p.is_file()}
    assert after == before


def test_good_rows_alone_and_the_rest_kept_aside(
    project: Path, vanadis: Run, own_rows: Rows
) -> None:
    Path("bad.csv").write_text(BAD, encoding="utf-8")
    done = vanadis("ingest", "bad.csv", "--table", "yearbook/coal", "--accept-valid")
    assert done.exit_code == 0, done.output
    assert own_rows() == [("110000", "2015", "coal", "1100")]
    with (project / "seeds/ingest/raw_ingest__rejects.csv").open() as handle:
        kept = [(r["line_no"], r["rejected_value"]) for r in csv.DictReader(handle)]
    assert ("4", "Mars") in kept
    assert {line for line, _ in kept} == {"3", "4", "5", "6", "7", "8"}
    assert report(check_seeds(project / "seeds")) == []


def test_undo_takes_ingests_back_one_by_one(
    project: Path, vanadis: Run, own_rows: Rows
) -> None:
    seeds = {p: p.read_bytes() for p in (project / "seeds").rglob("*.csv")}
    Path("one.csv").write_text(
        "province_code,reference_year,fuel,consumption_10kt\n110000,2015,coal,1100\n"
    )
    Path("two.csv").write_text(
        "province_code,reference_year,fuel,consumption_10kt\n110000,2015,coal,1200\n"
    )
    for name in ("one.csv", "two.csv"):
        assert vanadis("ingest", name, "--table", "yearbook/coal").exit_code == 0
    assert own_rows() == [("110000", "2015", "coal", "1200")]
    assert vanadis("ingest", "--undo").exit_code == 0
    assert own_rows() == [("110000", "2015", "coal", "1100")]
    edited = project / "seeds/yearbook/user_yearbook__coal.csv"
    kept = edited.read_bytes()
    edited.write_bytes(kept + b"\n")
    refused = vanadis("ingest", "--undo")
    assert refused.exit_code == 1
    assert "was edited since" in refused.output
    edited.write_bytes(kept)
    assert vanadis("ingest", "--undo").exit_code == 0
    assert {p: p.read_bytes() for p in (project / "seeds").rglob("*.csv")} == seeds
    assert vanadis("ingest", "--undo").exit_code == 1


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        (WIDE, [], "no column for fuel"),
        (WIDE, ["--set", "fuel=coal"], "the unit of the figures is not stated"),
        (WIDE, ["--set", "fuel=coal", "--unit", "bushels"], "'bushels' is unknown"),
        (WIDE, ["--set", "fuel=coal", "--unit", "万人"], "cannot be converted"),
        (WIDE, ["--set", "fuel"], "expected name=value"),
        (WIDE, ["--set", "colour=red"], "has no such column"),
        ("", [], "expected a header and at least one row"),
        ("a\n", [], "expected a header and at least one row"),
        ("a,b\n1,2\n", [], "no column for province_code, reference_year"),
        ("province,year,fuel\nHebei,2015,coal\n", [], "no column of figures"),
    ],
)
def test_what_cannot_be_made_out_is_one_message(
    project: Path,
    vanadis: Run,
    own_rows: Rows,
    content: str,
    options: list[str],
    message: str,
) -> None:
    Path("file.csv").write_text(content, encoding="utf-8")
    done = vanadis("ingest", "file.csv", "--table", "yearbook/coal", *options)
    assert done.exit_code == 1
    assert message in done.output
    assert own_rows() == []


def test_files_of_other_kinds_are_refused(project: Path, vanadis: Run) -> None:
    Path("x.xlsx").write_bytes(b"no workbook")
    Path("x.parquet").write_bytes(b"no parquet")
    Path("x.pdf").write_bytes(b"%PDF")
    openpyxl.Workbook().save("empty.xlsx")
    for name, message in [
        ("x.xlsx", "not readable as XLSX"),
        ("x.parquet", "not readable as Parquet"),
        ("x.pdf", "expected CSV, XLSX or Parquet"),
        ("empty.xlsx", "expected a header and at least one row"),
        ("gone.csv", "no such file"),
    ]:
        done = vanadis("ingest", name, "--table", "yearbook/coal")
        assert done.exit_code == 1
        assert message in done.output


def test_a_template_comes_back_filled_in(
    project: Path, vanadis: Run, own_rows: Rows
) -> None:
    assert vanadis("template", "yearbook/coal", "--out", "t.xlsx").exit_code == 0
    book = openpyxl.load_workbook("t.xlsx")
    sheet = book["data"]
    header = [cell.value for cell in sheet[2]]
    assert header == [
        "province_code",
        "fuel",
        "province_name",
        *(2015, 2016, 2017, 2018, 2019),
    ]
    assert sheet.max_row == 2 + 2 * 2
    assert vanadis("ingest", "t.xlsx", "--table", "yearbook/coal").exit_code == 1
    sheet.cell(row=3, column=4).value = 1100
    book.save("t.xlsx")
    done = vanadis("ingest", "t.xlsx", "--table", "yearbook/coal")
    assert done.exit_code == 0, done.output
    assert own_rows() == [("110000", "2015", "coal", "1100")]


@pytest.mark.build
def test_ingested_rows_win_in_the_next_build(
    project: Path, vanadis: Run, dbt: Callable[..., object]
) -> None:
    Path("one.csv").write_text(
        "province_code,reference_year,fuel,consumption_10kt\n110000,2015,coal,1200\n"
    )
    vanadis("ingest", "one.csv", "--table", "yearbook/coal")
    dbt("build")
    from vanadis.warehouse import connect

    with connect() as reader:
        rows = reader.execute(
            "select activity_t, source_key from fct_activities "
            "where province_code = '110000' and fuel = 'coal' order by reference_year"
        ).fetchmany(2)
    assert rows == [(12_000_000, "own_one"), (8_476_200, "printed")]
