"""Recognise headers, provinces, units and numbers as people write them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

import yaml

from vanadis.errors import VanadisError


class UnitError(VanadisError):
    """A unit that is unknown or measures something else."""


def plain(text: str) -> str:
    """Return a text for comparison: no case, spaces, underscores, full-width forms."""
    text = text.replace("⁴", "^4").replace("⁸", "^8")
    return re.sub(r"[\s_　]+", "", unicodedata.normalize("NFKC", text)).casefold()


def one_line(text: str) -> str:
    """Return a cell's text as one line, to show it."""
    return " ".join(text.split())


@cache
def words() -> dict[str, Any]:
    """Return the vocabulary."""
    file = resources.files("vanadis.ingest") / "words.yaml"
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return content


def wordings(text: str) -> list[str]:
    """Return a text for comparison, whole and, if it is bilingual, each language.

    Yearbooks print ``地区 Region`` and ``北京 Beijing`` in one cell.
    """
    whole = plain(text)
    chinese = "".join(re.findall(r"[一-鿿]+", whole))
    other = re.sub(r"[一-鿿]+", "", whole)
    is_bilingual = chinese and re.search("[a-z]", other)
    return [whole, chinese, other] if is_bilingual else [whole]


def split_header(text: str) -> tuple[str, str | None]:
    """Return the name and the unit of a header such as ``消费量（万吨）``."""
    units: list[str] = []

    def drop(match: re.Match[str]) -> str:
        if not _unit_name(match[1]):
            return match[0]
        units.append(match[1])
        return ""

    name = re.sub(r"[(（\[]([^()（）\[\]]+)[)）\]]", drop, text)
    return name.strip(), units[0] if units else None


def unit_in(text: str) -> str:
    """Return the unit a text such as ``万吨 (10 000 tons)`` states, or all of it."""
    name, unit = split_header(text)
    return name if unit is None or _unit_name(name) else unit


def year_of(cell: object) -> str | None:
    """Return the year a header means: 2015, '2015年', a first of January."""
    if isinstance(cell, datetime | date):
        return str(cell.year) if (cell.month, cell.day) == (1, 1) else None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    match = re.fullmatch(r"((?:19|20)\d\d)年?", plain(str(cell)))
    return match[1] if match else None


# ---------------------------------------------------------------- provinces


class Provinces:
    """Find a province by code, ISO code or name in either language."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._codes: dict[str, str] = {}
        for row in rows:
            code = row["province_code"]
            names = [code, row["province_name"], row["province_name_zh"]]
            names += [row["iso_code"]] if row.get("iso_code") else []
            for name in names:
                self._codes[_bare_province(name)] = code

    def code(self, text: str) -> str | None:
        """Return the code of a province, None if no or two provinces are meant."""
        found = {
            code
            for words in wordings(text)
            if (code := self._codes.get(_bare_province(words)))
        }
        return found.pop() if len(found) == 1 else None


def _bare_province(text: str) -> str:
    name = plain(text).removesuffix(".0")
    name = re.sub(
        r"(壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|省|市)$", "", name
    )
    return re.sub(
        r"(province|municipality|city|autonomousregion"
        r"|zhuangautonomousregion|huiautonomousregion|uygurautonomousregion)$",
        "",
        name,
    )


@cache
def is_total(text: str) -> bool:
    """Return whether a row label means the sum of the provinces."""
    return not {plain(word) for word in words()["totals"]}.isdisjoint(wordings(text))


# ---------------------------------------------------------------- units


@dataclass(frozen=True)
class Conversion:
    """How to bring figures from one unit to another."""

    source: str
    target: str
    factor: Decimal


def _unit_name(text: str) -> str | None:
    wanted = plain(text)
    for name, unit in words()["units"].items():
        if wanted in {plain(name), *(plain(word) for word in unit["also"])}:
            return str(name)
    return None


def conversion(source: str, target: str) -> Conversion:
    """Return the conversion between two units.

    Raises
    ------
    UnitError
        When a unit is unknown, or the two measure different things.
    """
    if plain(source) == plain(target):
        return Conversion(target, target, Decimal(1))
    units = words()["units"]
    name, wanted = _unit_name(source), _unit_name(target)
    if name is None:
        raise UnitError(f"unit '{source}' is unknown; known are {', '.join(units)}")
    if wanted is None or units[name]["kind"] != units[wanted]["kind"]:
        raise UnitError(f"unit '{source}' cannot be converted to '{target}'")
    factor = Decimal(str(units[name]["factor"])) / Decimal(str(units[wanted]["factor"]))
    return Conversion(name, target, factor)


# ---------------------------------------------------------------- numbers

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")


def number_text(
    cell: object, factor: Decimal, gap_marks: Iterable[str]
) -> tuple[str, str | None]:
    """Return a cell as the text of a figure, and why it is none.

    Full-width digits and separators of thousands are read; dates, truth values
    and anything ambiguous are not.
    """
    if cell is None:
        return "", None
    if isinstance(cell, bool | datetime | date):
        return "", "expected a number, found " + (
            "a truth value" if isinstance(cell, bool) else "a date"
        )
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    if text in gap_marks or str(cell).strip() in gap_marks or text == "nan":
        return ("" if text == "nan" else text), None
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if not _NUMBER.fullmatch(text):
        return text, "expected a number"
    if factor == 1 and isinstance(cell, str):
        return text, None
    value = (Decimal(repr(cell) if isinstance(cell, float) else text)) * factor
    return f"{value.normalize():f}", None
