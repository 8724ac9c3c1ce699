"""Recognise headers, provinces, years and totals as people write them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

# Full-width forms of ASCII and the spaces that yearbooks align with.
_NARROW = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: " ", 0xA0: " "}
# Signs that yearbooks hang on a word or a figure to point at a note.
MARKS = r"[①-⑳⓪⓵-⓿❶-➓*†‡¹²³⁰⁴-⁹₀-₉]"


# A header is tried in many ways, and its words come again in each.
@lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """Return a text for comparison: no case, spaces, underscores, full-width forms."""
    text = text.replace("⁴", "^4").replace("⁸", "^8")
    return re.sub(r"[\s_　]+", "", unicodedata.normalize("NFKC", text)).casefold()


def narrow(text: str) -> str:
    """Return a text with full-width forms made narrow; every other sign stays."""
    return (text if text.isascii() else text.translate(_NARROW)).strip()


def without_marks(text: str) -> str:
    """Return a label without the marks of its notes, as in ``重庆①``."""
    return re.sub(rf"(\s*{MARKS})+$", "", narrow(text))


def one_line(text: str) -> str:
    """Return a cell's text as one line, to show it."""
    return " ".join(text.split())


def is_filled(cell: object) -> bool:
    """Return whether a cell holds anything."""
    return cell is not None and str(cell).strip() != ""


@cache
def words() -> dict[str, Any]:
    """Return the vocabulary."""
    file = resources.files("vanadis.ingest") / "words.yaml"
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return content


@lru_cache(maxsize=1 << 14)
def wordings(text: str) -> tuple[str, ...]:
    """Return a label for comparison, whole and, if it is bilingual, each language.

    Yearbooks print ``地区 Region`` and ``北京 Beijing`` in one cell.
    """
    whole = plain(without_marks(text))
    chinese = "".join(re.findall(r"[一-鿿]+", whole))
    other = re.sub(r"[一-鿿]+", "", whole)
    is_bilingual = chinese and re.search("[a-z]", other)
    return (whole, chinese, other) if is_bilingual else (whole,)


def year_of(cell: object) -> str | None:
    """Return the year a header means: 2015, '2015年', a first of January."""
    if isinstance(cell, datetime | date):
        return str(cell.year) if (cell.month, cell.day) == (1, 1) else None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    match = re.fullmatch(r"((?:19|20)[0-9]{2})\s*年?", without_marks(str(cell)))
    return match[1] if match else None


@cache
def is_total(text: str) -> bool:
    """Return whether a row label means the sum of the provinces."""
    return not {plain(word) for word in words()["totals"]}.isdisjoint(wordings(text))


def is_note(text: str) -> bool:
    """Return whether a line is a note below a table, as ``注：`` or ``Source:``."""
    starts = "|".join(map(re.escape, words()["notes"]))
    return bool(re.match(rf"\W*(?:{starts})\s*(?:[:：.。]|\d|$)", narrow(text), re.I))


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
