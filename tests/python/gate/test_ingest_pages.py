"""Pages as the yearbooks print them come in whole, or are refused whole.

The layouts follow the China Energy Statistical Yearbook (years below fuels, both
languages in a cell), the China Statistical Yearbook (Chinese header, units, English
header, units) and a provincial bulletin (fuels down, a unit in each row).
"""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from typer.testing import Result

Run = Callable[..., Result]
Rows = Callable[[], list[tuple[str, ...]]]
Cells = list[list[object]]

COAL = ("--table", "yearbook/coal")


def save(name: str, rows: Cells, merged: tuple[str, ...] = ()) -> None:
    """Write a workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    book.save(name)


@pytest.mark.usefixtures("project")
def test_an_energy_yearbook_page(vanadis: Run, own_rows: Rows) -> None:
    page: Cells = [
        ["4-11 分地区煤炭和焦炭消费量\nConsumption by Region"],
        ["单位：万吨", None, None, None, "(10 000 tons)"],
        ["地  区\nRegion", "煤炭  Coal", None, "焦炭  Coke", None],
        [None, 2015, 2016, 2015, 2016],
        ["全  国  National Total", 30091.61, 28953.27, 8100, 8200],
        ["北  京  Beijing", 1165.18, 847.62, "—", "…"],
        ["河  北  Hebei", 28926.43, 28105.65, 8000, 8079.49],
        ["注：1.西藏自治区能源平衡表数据暂缺。"],
        ["    2.本表数据未做机械调整。"],
        ["Source: National Bureau of Statistics."],
    ]
    save("page.xlsx", page, ("A1:E1", "A3:A4", "B3:C3", "D3:E3"))
    done = vanadis("ingest", "page.xlsx", *COAL)
    assert done.exit_code == 0, done.output
    assert own_rows() == [
        ("110000", "2015", "coal", "1165.18"),
        ("110000", "2016", "coal", "847.62"),
        ("110000", "2015", "coke", "—"),
        ("110000", "2016", "coke", "…"),
        ("130000", "2015", "coal", "28926.43"),
        ("130000", "2016", "coal", "28105.65"),
        ("130000", "2015", "coke", "8000"),
        ("130000", "2016", "coke", "8079.49"),
    ]
    for line in (
        "header on lines 3-4",
        "column '焦炭 Coke 2015' -> fuel = coke, reference_year = 2015",
        "left out: line 8 is a note: 注：1.西藏",
        "left out: line 9 has no figure: 2.本表",
        "left out: line 10 is a note: Source: National",
        "1 of them '…', below the smallest unit printed: not reported",
    ):
        assert line in done.output


@pytest.mark.usefixtures("project")
def test_a_statistical_yearbook_page(vanadis: Run, own_rows: Rows) -> None:
    page: Cells = [
        ["13-13 分地区煤炭和焦炭消费量（2016年）"],
        ["地 区", "煤炭①", "焦炭"],
        [None, "(亿吨)", "(千吨)"],
        ["Region", "Coal", "Coke"],
        [None, "(100 million tons)", "(kt)"],
        ["河 北", 2.810565, 80794.9],
        ["①全社会口径。"],
        ["a) Whole society."],
    ]
    save("page.xlsx", page)
    done = vanadis("ingest", "page.xlsx", *COAL, "--set", "reference_year=2016")
    assert done.exit_code == 0, done.output
    # 2.810565 x 10^8 t = 28105.65 x 10^4 t; 80794.9 kt = 8079.49 x 10^4 t.
    assert own_rows() == [
        ("130000", "2016", "coal", "28105.65"),
        ("130000", "2016", "coke", "8079.49"),
    ]
    for line in (
        "unit of '煤炭①': 10^8 t -> 10^4 t (x 10000)",
        "unit of '焦炭': kt -> 10^4 t (x 0.1)",
        "left out: line 4 belongs to the header: Region, Coal, Coke",
        "left out: line 7 has no figure: ①全社会口径。",
    ):
        assert line in done.output


def test_a_bulletin_with_a_unit_in_each_row(project: Path, vanadis: Run) -> None:
    twin = project / "seeds/yearbook/user_yearbook__population.csv"
    shipped = twin.with_name("raw_yearbook__population.csv").read_text("utf-8")
    twin.write_text(shipped.splitlines()[0] + "\n")
    page: Cells = [
        ["人口公报"],
        ["地区", "单位", "2016年", "2017年", "增长（%）"],
        ["北京", "万人", 2195, 2194, -0.1],
        ["河北", "人", 73750000, 74090000, 0.5],
        ["注：常住人口。"],
    ]
    save("page.xlsx", page)
    done = vanadis("ingest", "page.xlsx", "--table", "yearbook/population")
    assert done.exit_code == 0, done.output
    rows = [line.split(",")[:3] for line in twin.read_text("utf-8").splitlines()[1:]]
    assert rows == [
        ["110000", "2016", "2195"],
        ["110000", "2017", "2194"],
        ["130000", "2016", "7375"],
        ["130000", "2017", "7409"],
    ]
    assert "column '单位' -> unit of each row" in done.output
    page[3][1] = "千克"
    save("page.xlsx", page)
    refused = vanadis("ingest", "page.xlsx", "--table", "yearbook/population")
    assert refused.exit_code == 1
    assert "value '73750000': unit '千克' cannot be converted" in refused.output


@pytest.mark.parametrize(
    "figure",
    [
        "28106①",
        "27418²",
        "28106*",
        "２８１０６③",
        CellRichText("28106", TextBlock(InlineFont(vertAlign="superscript"), "1")),
    ],
)
@pytest.mark.usefixtures("project")
def test_the_mark_of_a_note_is_no_digit(
    vanadis: Run, own_rows: Rows, figure: object
) -> None:
    save("marks.xlsx", [["地区", "2016年(万吨)"], ["河北①", figure]])
    done = vanadis("ingest", "marks.xlsx", *COAL, "--set", "fuel=coal")
    assert done.exit_code == 1
    assert "may be the mark of a note or part of the figure" in done.output
    assert "marks.xlsx, sheet Sheet:2: column '2016年(万吨)'" in done.output
    assert own_rows() == []


@pytest.mark.usefixtures("project")
def test_each_column_has_its_own_unit(vanadis: Run, own_rows: Rows) -> None:
    Path("units.csv").write_text("地区,煤炭(万吨),焦炭(千吨)\n河北,28105.65,80794.9\n")
    done = vanadis("ingest", "units.csv", *COAL, "--set", "reference_year=2016")
    assert done.exit_code == 0, done.output
    assert own_rows() == [
        ("130000", "2016", "coal", "28105.65"),
        ("130000", "2016", "coke", "8079.49"),
    ]


@pytest.mark.usefixtures("project")
def test_a_column_beats_the_sheet(vanadis: Run, own_rows: Rows) -> None:
    Path("units.csv").write_text(
        "单位：万吨,,\n地区,2016(亿吨),2017\n河北,2.81,27417.2\n"
    )
    done = vanadis("ingest", "units.csv", *COAL, "--set", "fuel=coal")
    assert done.exit_code == 0, done.output
    assert own_rows() == [
        ("130000", "2016", "coal", "28100"),
        ("130000", "2017", "coal", "27417.2"),
    ]


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("地区,2016(亿吨),2017\n河北,2.81,27417\n", (), "not stated for column '2017'"),
        (
            "单位：万吨 (kt),,\n地区,2016,2017\n河北,28106,27417\n",
            (),
            "states different units: 万吨, kt",
        ),
        (
            "地区,2016(万吨),2017(万吨)\n河北,28106,27417\n",
            ("--unit", "kt"),
            "column '2016(万吨)', with --unit, states different units: 万吨, kt",
        ),
    ],
)
@pytest.mark.usefixtures("project")
def test_units_that_contradict_are_refused(
    vanadis: Run, own_rows: Rows, text: str, options: tuple[str, ...], message: str
) -> None:
    Path("units.csv").write_text(text, encoding="utf-8")
    done = vanadis("ingest", "units.csv", *COAL, "--set", "fuel=coal", *options)
    assert done.exit_code == 1
    assert message in done.output
    assert own_rows() == []


@pytest.mark.parametrize("mark", ["NA", "n.a.", "N/A", "/", "无"])
@pytest.mark.usefixtures("project")
def test_signs_the_yearbooks_do_not_use_are_asked_back(vanadis: Run, mark: str) -> None:
    Path("gaps.csv").write_text(f"地区,2016(万吨)\n北京,900\n河北,{mark}\n", "utf-8")
    done = vanadis("ingest", "gaps.csv", *COAL, "--set", "fuel=coal")
    assert done.exit_code == 1
    assert f"value '{mark}': expected a number; leave the cell empty" in done.output


@pytest.mark.usefixtures("project")
def test_a_first_row_that_looks_like_a_year_is_data(
    vanadis: Run, own_rows: Rows
) -> None:
    Path("short.csv").write_text("煤炭表\n地区,消费量(万吨)\n北京,2016\n河北,28105\n")
    sets = ("--set", "fuel=coal", "--set", "reference_year=2015")
    done = vanadis("ingest", "short.csv", *COAL, *sets)
    assert done.exit_code == 0, done.output
    assert own_rows() == [
        ("110000", "2015", "coal", "2016"),
        ("130000", "2015", "coal", "28105"),
    ]
