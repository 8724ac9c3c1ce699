"""Rows of the chain that no model can take: laws and balances that contradict."""

from collections.abc import Mapping, Sequence

from vanadis.chain.rules import UNITS, Fault, balance_faults, law, parameter_faults
from vanadis.check.findings import Breach
from vanadis.check.package import Resource
from vanadis.check.table import Table
from vanadis.check.values import to_number
from vanadis.distributions import SpreadError

Tables = Mapping[str, Sequence[Table]]

PARAMETER = ("parameter_id", "quantity", "stage_id", "product_id", "unit", "first_year")
LAW = ("point_value", "low_value", "high_value", "cv_frac", "gsd_ratio")
FIGURES = ("feed_v_t", "yield_frac", "output_v_t")
# What the data package says of a column already is not said again.
KNOWN_UNITS = {unit for units in UNITS.values() for unit in units} | {"t V/a"}


def check_chain_parameters(resource: Resource, tables: Tables) -> list[Breach]:
    """Find laws that break a rule, describe no distribution or are read by nothing."""
    if not resource.extra.get("vanadis:chain_parameters"):
        return []
    shipped, *own = tables[resource.name]
    names = set(shipped.columns["parameter_id"])
    found = []
    for table in (shipped, *own):
        for i, texts in enumerate(table.rows((*PARAMETER, "family", *LAW))):
            words, figures = texts[: -len(LAW)], texts[-len(LAW) :]
            row: dict[str, object] = {
                name: word or None
                for name, word in zip((*PARAMETER, "law_family"), words, strict=True)
            }
            row |= dict(zip(LAW, map(to_number, figures), strict=True))
            faults = [
                fault
                for fault in parameter_faults(row)
                if fault.column.endswith("_value")
                or (fault.column == "unit" and row["unit"] in KNOWN_UNITS)
            ]
            if not faults and row["quantity"] in UNITS:
                faults += _law_fault(row)
            if row["parameter_id"] not in names and not row["first_year"]:
                what = f"no model reads it, expected a name of {shipped.file.name}"
                faults.append(Fault("parameter_id", "known parameter", what))
            found += _breaches(table, i, faults)
    return found


def _law_fault(row: Mapping[str, object]) -> list[Fault]:
    try:
        law(row)
    except SpreadError as error:
        return [Fault("family", "law", str(error))]
    return []


def check_stage_balances(resource: Resource, tables: Tables) -> list[Breach]:
    """Find rows whose stated feed, yield and output contradict each other."""
    if not resource.extra.get("vanadis:stage_balances"):
        return []
    found = []
    for table in tables[resource.name]:
        for i, (stage, *figures) in enumerate(table.rows(("stage_id", *FIGURES))):
            numbers = map(to_number, figures)
            row = {"stage_id": stage, **dict(zip(FIGURES, numbers, strict=True))}
            faults = [
                fault for fault in balance_faults(row) if fault.column == "output_v_t"
            ]
            found += _breaches(table, i, faults)
    return found


def _breaches(table: Table, row: int, faults: list[Fault]) -> list[Breach]:
    return [
        breach
        for fault in faults
        for breach in table.breach(
            fault.column,
            fault.rule,
            [row],
            f"breaks the rule '{fault.rule}': {fault.found}",
        )
    ]
