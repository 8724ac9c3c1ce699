"""Workbooks: the fast reader sees the cells that openpyxl sees."""

from datetime import datetime, time, timedelta
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from vanadis.errors import VanadisError
from vanadis.ingest.workbook import read_workbook

CELLS = {
    "B3": "省份",
    "C3": 2015,
    "D3": " 2016年 ",
    "B4": "北京",
    "C4": 1.5,
    "D4": "１２３",
    "C5": 28943.13,
    "D5": 1e22,
    "B6": datetime(2015, 1, 2, 3),
    "C6": time(1, 2),
    "D6": timedelta(hours=30),
    "B7": True,
    "C7": -0.25,
    "D7": "two\nlines",
    "B9": 0,
}


def _written(path: Path, *, reason_for_openpyxl: str | None = None) -> Path:
    book = openpyxl.Workbook()
    book.create_sheet("other")
    sheet = book["Sheet"]
    for place, value in CELLS.items():
        sheet[place] = value
    sheet["C7"].number_format = "0%"
    sheet.merge_cells("B9:D9")
    if reason_for_openpyxl:
        sheet["A12"] = reason_for_openpyxl
    book.save(path)
    return path


@pytest.mark.parametrize("reason", ["#N/A", "=1+1"])
def test_both_readers_see_the_same_cells(tmp_path: Path, reason: str) -> None:
    title, fast = read_workbook(_written(tmp_path / "plain.xlsx"), None)
    path = _written(tmp_path / "other.xlsx", reason_for_openpyxl=reason)
    assert (title, _filled(fast)) == ("Sheet", CELLS)
    slow = _filled(read_workbook(path, None)[1])
    slow.pop("A12")
    assert slow == CELLS


def _filled(rows: list[tuple[object, ...]]) -> dict[str, object]:
    return {
        f"{'ABCDEFG'[column]}{line}": cell
        for line, row in enumerate(rows, start=1)
        for column, cell in enumerate(row)
        if cell is not None
    }


def test_a_sheet_is_named(tmp_path: Path) -> None:
    assert read_workbook(_written(tmp_path / "plain.xlsx"), "other")[0] == "other"


def test_whole_numbers_are_whole(tmp_path: Path) -> None:
    _, rows = read_workbook(_written(tmp_path / "plain.xlsx"), None)
    assert repr(rows[2][2]) == "2015"


@pytest.mark.parametrize("reader", ["plain", "with a formula"])
def test_a_stray_cell_in_the_last_corner_takes_no_memory(
    tmp_path: Path, reader: str
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "=1+1" if reader != "plain" else "a"
    sheet.cell(2**20, 2**14, "stray")
    book.save(tmp_path / "far.xlsx")
    _, rows = read_workbook(tmp_path / "far.xlsx", None)
    assert (len(rows), rows[-1][-1]) == (2**20, "stray")
    assert sum(map(len, rows)) < 2**16


def test_a_cell_outside_a_sheet_is_one_message(tmp_path: Path) -> None:
    path = _written(tmp_path / "plain.xlsx")
    with ZipFile(path) as whole, ZipFile(tmp_path / "odd.xlsx", "w") as odd:
        for name in whole.namelist():
            content = whole.read(name)
            odd.writestr(name, content.replace(b'r="C5"', b'r="C99999999999"'))
    with pytest.raises(VanadisError, match="found a cell in row 99999999999"):
        read_workbook(tmp_path / "odd.xlsx", None)


def test_single_quotes_hide_no_formula(tmp_path: Path) -> None:
    path = _written(tmp_path / "plain.xlsx", reason_for_openpyxl="#N/A")
    with ZipFile(path) as whole, ZipFile(tmp_path / "odd.xlsx", "w") as odd:
        for name in whole.namelist():
            content = whole.read(name)
            is_sheet = name.startswith("xl/worksheets/")
            odd.writestr(name, content.replace(b'"', b"'") if is_sheet else content)
    _, rows = read_workbook(tmp_path / "odd.xlsx", None)
    assert rows[11][0] == "#N/A"
