"""Spreads that describe no distribution, and correlations that cannot be."""

import difflib
import math
import operator
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from vanadis.check.findings import Breach
from vanadis.check.package import Resource
from vanadis.check.table import Table
from vanadis.check.values import to_number
from vanadis.dependence import DependenceError, cholesky, normal_scores_correlation
from vanadis.distributions import FAMILIES, MIN_SAMPLES, SpreadError
from vanadis.spreads import ACTIVITY_FAMILIES, Spread, activity_law, distribution

FIGURES = ("cv_frac", "sd", "factor_95_ratio", "low", "mode", "high")
BOUNDS = ("lower_bound", "upper_bound")
OF_POINT = "of_point"
# Least values of cv_frac, sd and factor_95_ratio, as the data package has them.
LEAST = (0.0, 0.0, 1.0)


class Point(NamedTuple):
    """A parameter's point value in its standard unit."""

    value: float
    unit: str


NO_POINT = Point(math.nan, "")
Tables = Mapping[str, Sequence[Table]]


def check_spreads(resource: Resource, tables: Tables) -> list[Breach]:
    """Build the distribution of every row whose point value a seed holds.

    Rows in multiples of the point value are judged at a point value of one. The rest,
    whose point values are computed, are judged when the model is built.
    """
    rule = resource.extra.get("vanadis:spreads")
    if not rule:
        return []
    held = _points(tables[rule["points"]], tables[rule["units"]])
    computed = {
        name
        for seed in rule["computed"]
        for table in tables[seed]
        for (name,) in table.rows(("parameter_id",))
    }
    found = []
    for table in tables[resource.name]:
        found += _unknown_parameters(table, held.keys() | computed)
        found += _wrong_units(table, held)
        found += _too_few_samples(table, _sample_counts(tables, rule))
        names = ("parameter_id", "family", "unit", *FIGURES, *BOUNDS)
        for i, (name, family, unit, *figures) in enumerate(table.rows(names)):
            point = 1.0 if unit == OF_POINT else held.get(name, NO_POINT).value
            given = [to_number(text) for text in figures]
            # What the column's own rule has said already is not said again.
            is_said = family not in FAMILIES or any(map(operator.lt, given, LEAST))
            if family == "empirical" or math.isnan(point) or is_said:
                continue
            cv, sd, factor, low, mode, high, start, end = map(_or_none, given)
            try:
                distribution(
                    Spread(
                        name, family, point, cv, sd, factor, low, mode, high, start, end
                    )
                )
            except SpreadError as error:
                found += table.breach("family", "spread", [i], str(error))
    return found


def _unknown_parameters(table: Table, known: Collection[str]) -> list[Breach]:
    """Find rows whose parameter no seed holds, with the name that is nearest."""
    names = [name for (name,) in table.rows(("parameter_id",))]
    rows = [i for i, name in enumerate(names) if name not in known]
    expected = []
    for i in rows:
        near = difflib.get_close_matches(names[i], known, n=1)
        hint = f", such as '{near[0]}'" if near else ""
        expected.append(f"no factor uses it, expected a parameter of the seeds{hint}")
    return table.breach("parameter_id", "known parameter", rows, expected)


def _wrong_units(table: Table, held: Mapping[str, Point]) -> list[Breach]:
    """Find figures in another unit than the parameter's standard one."""
    cells = table.rows(("parameter_id", "unit"))
    rows = [
        i
        for i, (name, unit) in enumerate(cells)
        if name in held and unit not in (OF_POINT, held[name].unit)
    ]
    expected = [
        f"parameter {cells[i][0]!r}: expected {held[cells[i][0]].unit} or {OF_POINT}"
        for i in rows
    ]
    return table.breach("unit", "unit of the parameter", rows, expected)


def _too_few_samples(table: Table, counts: Mapping[str, int]) -> list[Breach]:
    """Find empirical laws of parameters that too few samples describe."""
    cells = table.rows(("parameter_id", "family"))
    rows = [
        i
        for i, (name, family) in enumerate(cells)
        if family == "empirical" and counts.get(name, 0) < MIN_SAMPLES
    ]
    expected = [
        f"parameter {cells[i][0]!r}: {counts.get(cells[i][0], 0)} samples, "
        f"expected at least {MIN_SAMPLES}"
        for i in rows
    ]
    return table.breach("family", "samples", rows, expected)


def _sample_counts(tables: Tables, rule: Mapping[str, str]) -> Counter[str]:
    """Source tests by parameter; the size cuts of one test are one sample."""
    parameter_of = {
        source_class: parameter
        for table in tables[rule["sample_classes"]]
        for source_class, parameter in table.rows(("source_class", "parameter_id"))
    }
    tests = {
        sample: test
        for table in tables[rule["samples"]]
        for sample, *test in table.rows(("sample_id", "source_class", "test_id"))
    }
    independent = {tuple(test) for test in tests.values()}
    return Counter(
        parameter_of.get(source_class, "") for source_class, _ in independent
    )


def check_activity_rules(resource: Resource, tables: Tables) -> list[Breach]:
    """Find relative errors that no multiplier of mean one can have."""
    if not resource.extra.get("vanadis:activity_rules"):
        return []
    found = []
    for table in tables[resource.name]:
        rows = table.rows(("series_pattern", "family", "cv_frac"))
        for i, (pattern, family, text) in enumerate(rows):
            cv = to_number(text)
            # What the column's own rule has said already is not said again.
            if family not in ACTIVITY_FAMILIES or not cv >= 0.0:
                continue
            try:
                activity_law(family, cv, name=pattern)
            except SpreadError as error:
                found += table.breach("cv_frac", "spread", [i], str(error))
    return found


def _points(parameters: Sequence[Table], units: Sequence[Table]) -> dict[str, Point]:
    """Point values in standard units; the user's rows come last and win."""
    standard = {
        unit: (name, to_number(factor))
        for table in units
        for unit, name, factor in table.rows(
            ("unit", "standard_unit", "factor_to_standard")
        )
    }
    points = {}
    for table in parameters:
        for name, value, unit in table.rows(("parameter_id", "value", "unit")):
            standard_unit, factor = standard.get(unit, ("", math.nan))
            points[name] = Point(to_number(value) * factor, standard_unit)
    return points


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value


def check_rank_correlations(resource: Resource, tables: Tables) -> list[Breach]:
    """Find groups whose pairs make no positive definite correlation matrix."""
    if not resource.extra.get("vanadis:rank_correlations"):
        return []
    names = ("dependence_group_id", "parameter_id", "other_parameter_id")
    groups: dict[str, dict[tuple[str, str], tuple[float, Table, int]]] = {}
    for table in tables[resource.name]:
        rows = table.rows((*names, "rank_correlation_coef"))
        for i, (group_id, first, second, text) in enumerate(rows):
            coefficient = to_number(text)
            if not math.isnan(coefficient):
                at = coefficient, table, i
                groups.setdefault(group_id, {})[first, second] = at
    found = []
    for group_id, pairs in groups.items():
        members = sorted({name for pair in pairs for name in pair})
        place = {name: i for i, name in enumerate(members)}
        matrix = np.eye(len(members))
        for (first, second), (coefficient, table, i) in pairs.items():
            if first == second:
                expected = "expected two different parameters"
                found += table.breach("other_parameter_id", "spread", [i], expected)
                continue
            matrix[place[first], place[second]] = coefficient
            matrix[place[second], place[first]] = coefficient
        try:
            cholesky(normal_scores_correlation(matrix), dependence_group_id=group_id)
        except DependenceError as error:
            _, table, i = list(pairs.values())[-1]
            found += table.breach("rank_correlation_coef", "spread", [i], str(error))
    return found
