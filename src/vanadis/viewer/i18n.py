"""Labels in English and Chinese; the words are rows of ``labels.csv``."""

import csv
from functools import cache
from importlib.resources import files

LANGUAGES = {"en": "English", "zh": "中文"}
DEFAULT_LANGUAGE = "en"


@cache
def labels() -> dict[str, dict[str, str]]:
    """Return label texts by key, then by language."""
    with files(__package__).joinpath("labels.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {row["key"]: {code: row[code] for code in LANGUAGES} for row in rows}


def label(key: str, language: str, **values: object) -> str:
    """Return one label; ``{name}`` parts are filled from the values."""
    return labels()[key][language].format(**values)


def has_label(key: str) -> bool:
    """Tell whether a label of this key exists."""
    return key in labels()
