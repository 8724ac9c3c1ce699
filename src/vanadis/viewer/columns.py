"""Columns and parameter ids of the warehouse in the reader's words.

The names follow a rule (quantity, statistic, unit last), so their labels do too.
"""

from collections.abc import Mapping

from vanadis.viewer.i18n import has_label, label

# Units that end a column's name, the longest first, as people write them.
UNITS = {
    "_tco2e_per_t": "t CO2e/t",
    "_cny_per_t": "CNY/t",
    "_usd_per_t": "USD/t",
    "_kg_per_m3": "kg/m³",
    "_kg_per_t": "kg/t",
    "_t_per_d": "t/d",
    "_cny": "CNY",
    "_usd": "USD",
    "_m3": "m³",
    "_pct": "%",
    "_frac": "",
    "_coef": "",
    "_ratio": "",
    "_count": "",
    "_value": "",
    "_t": "t",
}
STATISTICS = {
    "mean": "mean",
    "sd": "sd",
    "p025": "2.5 %",
    "p500": "50 %",
    "p975": "97.5 %",
    "low": "low",
    "high": "high",
    "se": "se",
    "p": "p",
}
SUBSTANCES = {"v": "V", "co2": "CO2"}


def column_label(column: str, language: str) -> str:
    """Return ``output_v_p025_t`` as 'Output V, 2.5 %, t'."""
    if has_label(f"column.{column}"):
        return label(f"column.{column}", language)
    ending = next((unit for unit in UNITS if column.endswith(unit)), "")
    words = column.removesuffix(ending).split("_")
    statistics: list[str] = []
    while len(words) > 1 and words[-1] in STATISTICS:
        statistics.insert(0, _statistic(words.pop(), language))
    substance = ""
    if len(words) > 1 and words[-1] in SUBSTANCES:
        substance = f" {SUBSTANCES[words.pop()]}"
    stem = "_".join(words)
    if has_label(f"column.{stem}"):
        quantity = label(f"column.{stem}", language)
    else:
        quantity = " ".join(words)
        # Capital letters of a name stay, such as those of a stage.
        quantity = quantity[:1].upper() + quantity[1:]
    parts = [f"{quantity}{substance}", *statistics, UNITS.get(ending, "")]
    return ", ".join(part for part in parts if part)


def _statistic(word: str, language: str) -> str:
    key = f"statistic.{word}"
    return label(key, language) if has_label(key) else STATISTICS[word]


def parameter_name(
    parameter_id: str, language: str, known: Mapping[str, str] | None = None
) -> str:
    """Return ``content.raw_coal`` as 'Vanadium content: raw coal'.

    An id that is none of a parameter, such as a factor node's, stays as it is.
    ``known`` holds names of keys that may stand in an id: sources, provinces.
    """
    kind, *subjects = parameter_id.split(".")
    if not has_label(f"parameter.{kind}"):
        return parameter_id
    names = [_subject(subject, language, known or {}) for subject in subjects]
    return f"{label(f'parameter.{kind}', language)}: {', '.join(names)}"


def _subject(subject: str, language: str, known: Mapping[str, str]) -> str:
    key = f"subject.{subject}"
    if has_label(key):
        return label(key, language)
    return known.get(subject, subject.replace("_", " "))
