"""Find the unit a header or a line states, and convert from it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from vanadis.errors import VanadisError
from vanadis.ingest.words import plain, words

_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]+)[)）\]]")
_SAYS_UNIT = re.compile(r"(?:单位|\bunits?)\s*[:：]", re.IGNORECASE)


class UnitError(VanadisError):
    """A unit that is unknown, contradicted or measures something else."""


@dataclass(frozen=True)
class Conversion:
    """How to bring figures from one unit to another."""

    source: str
    target: str
    factor: Decimal


def unit_name(text: str) -> str | None:
    """Return our name of a unit, None if it is unknown."""
    wanted = plain(text)
    for name, unit in words()["units"].items():
        if wanted in {plain(name), *(plain(word) for word in unit["also"])}:
            return str(name)
    return None


def split_header(text: str) -> tuple[str, str | None]:
    """Return the name and the unit of a header such as ``消费量（万吨）``.

    Raises
    ------
    UnitError
        When the header states two different units.
    """
    units: list[str] = []

    def drop(match: re.Match[str]) -> str:
        if not unit_name(match[1]):
            return match[0]
        units.append(match[1])
        return " "

    name = _BRACKETS.sub(drop, text).strip()
    return name, agreed(units, f"the header '{' '.join(text.split())}'")


def units_stated(text: str) -> list[str]:
    """Return the units of a line above a table: ``单位：万吨 (10 000 tons)``.

    A cell that holds nothing but a unit in brackets states it as well.
    """
    said = _SAYS_UNIT.split(text)[1:]
    if not said:
        inside = _BRACKETS.fullmatch(text.strip())
        return [inside[1]] if inside and unit_name(inside[1]) else []
    found = []
    for part in said:
        pieces = [piece.strip(" ;；,，、\n") for piece in re.split(r"[()（）]", part)]
        found += [
            unit for piece in pieces if piece for unit in _in_both_languages(piece)
        ]
    return found


def _in_both_languages(text: str) -> list[str]:
    """Return the two units of a text such as ``万吨 10 000 tons``, else the text."""
    both = re.fullmatch(r"([一-鿿]+)[\s/]+(.+)", text)
    return (
        list(both.groups()) if both and all(map(unit_name, both.groups())) else [text]
    )


def agreed(units: Iterable[str], where: str) -> str | None:
    """Return the one unit that several statements agree on, None if there is none.

    Raises
    ------
    UnitError
        When they contradict each other.
    """
    given = list(dict.fromkeys(units))
    if len({unit_name(unit) or plain(unit) for unit in given}) > 1:
        raise UnitError(
            f"{where} states different units: {', '.join(given)}; leave one"
        )
    return given[0] if given else None


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
    name, wanted = unit_name(source), unit_name(target)
    if name is None:
        raise UnitError(f"unit '{source}' is unknown; known are {', '.join(units)}")
    if wanted is None or units[name]["kind"] != units[wanted]["kind"]:
        raise UnitError(f"unit '{source}' cannot be converted to '{target}'")
    factor = Decimal(str(units[name]["factor"])) / Decimal(str(units[wanted]["factor"]))
    return Conversion(name, target, factor)
