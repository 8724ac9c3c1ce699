"""Emissions by method, place, source and year, with the intervals that exist."""

import pandas as pd

from vanadis.viewer.reader import Read

FIRST_YEAR = 2015
LAST_YEAR = 2019
YEARS = list(range(FIRST_YEAR, LAST_YEAR + 1))
# Cells of `fct_emissions` that stand for China as a whole.
UNALLOCATED = "000000"

EMISSIONS = """
select
    fct_emissions.method_id,
    fct_emissions.province_code,
    fct_emissions.region_id,
    fct_emissions.sub_source_id,
    fct_emissions.category_id,
    fct_emissions.receptor_id,
    fct_emissions.reference_year,
    fct_emissions.emission_t,
    fct_emissions.notation_key,
    fct_emissions.is_imputed,
    fct_emissions.basis
from fct_emissions
where fct_emissions.method_id = $method_id
"""

INTERVALS = """
select
    fct_emission_intervals.province_code,
    fct_emission_intervals.region_id,
    fct_emission_intervals.sub_source_id,
    fct_emission_intervals.category_id,
    fct_emission_intervals.receptor_id,
    fct_emission_intervals.reference_year,
    fct_emission_intervals.emission_mean_t,
    fct_emission_intervals.emission_p025_t,
    fct_emission_intervals.emission_p975_t
from fct_emission_intervals
where
    fct_emission_intervals.method_id = $method_id
    and fct_emission_intervals.level = $level
"""

METHODS = """
select
    dim_method.method_id,
    dim_method.is_headline,
    dim_method.description
from dim_method
where dim_method.method_id in (select method_id from fct_emissions)
order by dim_method.is_headline desc, dim_method.method_id
"""


def methods(read: Read) -> pd.DataFrame:
    """Methods that have emissions, the headline first."""
    return read(METHODS, {})


def emissions(read: Read, method_id: str) -> pd.DataFrame:
    """Every cell of one method: province, sub-source and year."""
    return read(EMISSIONS, {"method_id": method_id})


def intervals(read: Read, method_id: str, level: str) -> pd.DataFrame:
    """Mean and 95 % interval at one level; a null year is the whole period."""
    return read(INTERVALS, {"method_id": method_id, "level": level})


def sums(cells: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Add up emissions; a sum of unknowns only is unknown."""
    grouped = cells.groupby(keys, as_index=False, dropna=False)[["emission_t"]]
    return grouped.sum(min_count=1)


def with_intervals(
    totals: pd.DataFrame, bounds: pd.DataFrame | None, keys: list[str]
) -> pd.DataFrame:
    """Put 95 % bounds beside totals; null where no interval was computed."""
    columns = ["emission_p025_t", "emission_p975_t"]
    if bounds is None:
        return totals.assign(**dict.fromkeys(columns, float("nan")))
    return totals.merge(bounds[[*keys, *columns]], on=keys, how="left")


CELLS_BY_BASIS = """
select
    fct_emissions.method_id,
    fct_emissions.category_id,
    fct_emissions.basis,
    sum(fct_emissions.emission_t) as emission_t
from fct_emissions
where fct_emissions.emission_t is not null
group by
    fct_emissions.method_id,
    fct_emissions.category_id,
    fct_emissions.basis
"""


def emission_by_basis(read: Read) -> pd.DataFrame:
    """Tonnes resting on each basis, by method and category."""
    return read(CELLS_BY_BASIS, {})


DRIVERS = """
select
    fct_emission_drivers.province_code,
    fct_emission_drivers.sub_source_id,
    fct_emission_drivers.emission_change_t,
    fct_emission_drivers.activity_effect_t,
    fct_emission_drivers.structure_effect_t,
    fct_emission_drivers.factor_effect_t
from fct_emission_drivers
where fct_emission_drivers.method_id = $method_id
"""


def drivers(read: Read, method_id: str) -> pd.DataFrame:
    """Change from the first to the last year, split into its causes."""
    return read(DRIVERS, {"method_id": method_id})
