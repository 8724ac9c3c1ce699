"""An empty XLSX to fill in and ingest."""

from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from vanadis.check import Resource, read_packages
from vanadis.check.package import Field
from vanadis.check.years import inventory_years
from vanadis.ingest.ingest import PROVINCES
from vanadis.ingest.layout import measure_of
from vanadis.ingest.tables import read_rows

NATIONAL = "000000"
# What `vanadis ingest` fills in where the file has no column of that name.
PROVENANCE = ("source_key", "source_locator", "basis", "note")


def write_template(resource: Resource, seeds: Path, path: Path) -> None:
    """Write a workbook to fill in.

    A table whose only attribute is its figure gets one row per key and one column per
    year; any other table gets its columns, one empty row each to fill. The second
    sheet says what each column takes.
    """
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "data"
    rows = _wide(resource, seeds) or _long(resource)
    for row in rows:
        sheet.append(row)
    header = next(number for number, row in enumerate(rows, start=1) if len(row) > 1)
    for number, cell in enumerate(sheet[header], start=1):
        cell.font = Font(bold=True)
        width = max(12, len(str(cell.value)) + 2)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"A{header + 1}"
    about = book.create_sheet("about")
    for row in _about(resource, seeds):
        about.append(row)
    for letter, width in zip("ABCDEF", (22, 10, 14, 14, 60, 60), strict=True):
        about.column_dimensions[letter].width = width
    book.save(path)


def _wide(resource: Resource, seeds: Path) -> list[list[Any]]:
    """Return one row per key with a column per year; empty if that does not fit."""
    measure = measure_of(resource)
    known = {*resource.primary_key, *PROVENANCE, measure.name}
    enums = {f.name: f.enum for f in resource.fields}
    keys = [key for key in resource.primary_key if key != "reference_year"]
    has_listed_keys = all(key == "province_code" or enums[key] for key in keys)
    needs_more = any(
        f.required and len(f.enum) != 1 for f in resource.fields if f.name not in known
    )
    shipped = {int(row.get("reference_year", 0)) for row in read_rows(resource.path)}
    has_years = "reference_year" in resource.primary_key and shipped
    if not has_years or needs_more or not has_listed_keys:
        return []
    years = {*range(min(shipped), max(shipped) + 1), *inventory_years(seeds)}
    provinces = read_rows(read_packages(seeds)[PROVINCES].path)
    labels = {p["province_code"]: p["province_name"] for p in provinces}
    choices = [
        [code for code in labels if code != NATIONAL]
        if key == "province_code"
        else list(enums[key])
        for key in keys
    ]
    names = ["province_name"] if "province_code" in keys else []
    rows: list[list[Any]] = [
        [f"Unit: {measure.unit}"],
        [*keys, *names, *sorted(years)],
    ]
    for key in product(*choices):
        code = dict(zip(keys, key, strict=True)).get("province_code")
        rows.append([*key, *([labels[code]] if code else [])])
    return rows


def _long(resource: Resource) -> list[list[Any]]:
    """Return the header of a table that is filled in row by row."""
    return [[name for name in resource.names if name not in PROVENANCE]]


def _about(resource: Resource, seeds: Path) -> list[list[str | None]]:
    """Return what every column takes, from the table's data package."""
    described = {f["name"]: f for f in resource.extra["schema"]["fields"]}
    sources = {
        key.fields[0]: f"as in {target.path.relative_to(seeds)}"
        for key in resource.foreign_keys
        if len(key.fields) == 1
        and (target := read_packages(seeds).get(key.resource)) is not None
    }
    rows: list[list[str | None]] = [
        [resource.extra.get("description", resource.name)],
        ["Leave a cell empty where nothing is known; write 0 for none."],
        [],
        ["column", "type", "must be given", "unit", "takes", "meaning"],
    ]
    for field in resource.fields:
        rows.append(
            [
                field.name,
                field.type,
                _must(field, resource),
                field.unit,
                _takes(field, sources),
                described[field.name].get("description"),
            ]
        )
    return rows


def _must(field: Field, resource: Resource) -> str:
    if field.name in PROVENANCE[:3]:
        return "by ingest"
    is_key = field.name in resource.primary_key and field.required is None
    return "yes" if field.required or is_key else "no"


def _takes(field: Field, sources: Mapping[str, str]) -> str:
    """Say which values a column takes."""
    bounds = [
        *([] if field.minimum is None else [f"at least {field.minimum:g}"]),
        *([] if field.maximum is None else [f"at most {field.maximum:g}"]),
    ]
    form = [f"text of the form {field.pattern}"] if field.pattern else []
    listed = [", ".join(field.enum)] if field.enum else []
    source = [sources[field.name]] if field.name in sources else []
    return "; ".join([*listed, *source, *bounds, *form])
