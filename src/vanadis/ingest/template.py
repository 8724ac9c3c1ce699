"""An empty XLSX to fill in and ingest."""

from itertools import product
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from vanadis.check import Resource, read_packages
from vanadis.ingest.ingest import PROVINCES, read_rows
from vanadis.ingest.layout import measure_of

NATIONAL = "000000"


def write_template(resource: Resource, seeds: Path, path: Path) -> None:
    """Write a workbook with one row per key and one column per year.

    Tables without years get one column for the figure. The second sheet says what
    each column means.
    """
    measure = measure_of(resource)
    shipped = read_rows(resource.path)
    years = sorted(
        {row["reference_year"] for row in shipped if "reference_year" in row}
    )
    has_years = "reference_year" in resource.primary_key and bool(years)
    keys = [k for k in resource.primary_key if k != "reference_year" or not has_years]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "data"
    sheet.append([f"Unit: {measure.unit}"])
    names = ["province_name"] if "province_code" in keys else []
    sheet.append([*keys, *names, *(map(int, years) if has_years else [measure.name])])
    for cell in sheet[2]:
        cell.font = Font(bold=True)
    provinces = read_rows(read_packages(seeds)[PROVINCES].path)
    labels = {p["province_code"]: p["province_name"] for p in provinces}
    for key in _keys(resource, keys, labels):
        code = dict(zip(keys, key, strict=True)).get("province_code")
        sheet.append([*key, *([labels[code]] if code else [])])
    for number in range(1, len(keys) + 2):
        sheet.column_dimensions[get_column_letter(number)].width = 18
    sheet.freeze_panes = "A3"
    about = book.create_sheet("about")
    about.append([resource.extra.get("description", resource.name)])
    about.append(["Leave a cell empty where nothing is known; write 0 for none."])
    about.append([])
    about.append(["column", "type", "unit", "allowed values"])
    for field in resource.fields:
        about.append([field.name, field.type, field.unit, ", ".join(field.enum)])
    book.save(path)


def _keys(
    resource: Resource, keys: list[str], provinces: dict[str, str]
) -> list[tuple[str, ...]]:
    """Return the keys to fill in: provinces by the values of each list."""
    enums = {field.name: field.enum for field in resource.fields}
    choices: list[list[str]] = []
    for key in keys:
        if key == "province_code":
            choices.append([code for code in provinces if code != NATIONAL])
        else:
            choices.append(list(enums[key]) or [""])
    return list(product(*choices))
