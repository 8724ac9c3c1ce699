"""Intervals, fits, sensitivities, convergence and key categories."""

import pandas as pd

from vanadis.viewer.reader import Read

INTERVALS = """
select * from fct_emission_intervals
where
    fct_emission_intervals.method_id = $method_id
    and fct_emission_intervals.level = $level
order by all
"""

FITS = """
select * from fct_parameter_fits
order by parameter_id, is_selected desc, aic nulls last
"""

QUANTILES = """
select * from fct_parameter_fit_quantiles
where fct_parameter_fit_quantiles.parameter_id = $parameter_id
order by family, sample_no
"""

SENSITIVITIES = """
select * from fct_sensitivities
where
    fct_sensitivities.method_id = $method_id
    and fct_sensitivities.level = $level
order by sub_source_id, category_id, influence_rank
"""

VALUE_OF_INFORMATION = """
select * from fct_value_of_information
where fct_value_of_information.method_id = $method_id
order by value_rank
"""

CONVERGENCE = """
select * from fct_convergence
where
    fct_convergence.method_id = $method_id
    and fct_convergence.level = 'national'
order by n_draws
"""

DEPENDENCE = """
select * from fct_dependence_comparisons
where fct_dependence_comparisons.method_id = $method_id
order by level, category_id, reference_year, scenario
"""

PROPAGATION = """
select * from fct_error_propagation
where
    fct_error_propagation.method_id = $method_id
    and fct_error_propagation.level = $level
order by all
"""

KEY_CATEGORIES = """
select * from fct_key_categories
where
    fct_key_categories.method_id = $method_id
    and coalesce(fct_key_categories.province_code, 'all') = $province_code
    and fct_key_categories.assessment = $assessment
    and fct_key_categories.has_uncertainty = cast($has_uncertainty as boolean)
order by reference_year nulls last, contribution_rank
"""

# Columns that name what a row of an interval is about, by level.
LEVELS = {
    "national": None,
    "category": "category_id",
    "sub_source": "sub_source_id",
    "region": "region_id",
    "receptor": "receptor_id",
    "province": "province_code",
}


def level_intervals(read: Read, method_id: str, level: str) -> pd.DataFrame:
    """Return every column of the intervals at a level, as Table S20 has them."""
    return read(INTERVALS, {"method_id": method_id, "level": level})


def sensitivities(read: Read, method_id: str, level: str) -> pd.DataFrame:
    """Return correlations and variance shares of the inputs of one level."""
    return read(SENSITIVITIES, {"method_id": method_id, "level": level})


def strongest(frame: pd.DataFrame, *, by: str, count: int) -> list[str]:
    """Return the parameters with the largest absolute value of a column."""
    largest = frame.assign(size=frame[by].abs()).groupby("parameter_id")["size"].max()
    return list(largest.nlargest(count).index)
