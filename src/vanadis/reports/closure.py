"""The closure of the unprinted sources and the calibration of the coal factors."""

import duckdb

from vanadis.reports.markdown import number, table

CLOSURE = """Five sub-sources have no printed figure. The group totals for industry,
waste, stationary oil and soil leave four equations for them: fuel oil is determined,
the other four hang on **one free number**. Choosing it for one fixes the rest: per
tonne more vanadium mining, one tonne less glass and landfill, one tonne more
incineration. `paper_replica` takes the middle; the Monte Carlo draws the free number
evenly between the ends, so the four move together.
"""
CALIBRATION = """The paper says that one factor holds for all provinces, and prints
thresholds that one factor and yearbook consumption do not reach. The multipliers of
raw coal and coke are the nearest to 1 (least squares of their logarithms) that meet
the thresholds and keep both national totals.
"""


def closure(connection: duckdb.DuckDBPyConnection) -> str:
    """Return what the closure determines, and what each choice implies."""
    rows = connection.execute(
        """
        select
            sub_source_name, is_determined,
            emission_low_t, emission_mid_t, emission_high_t,
            1e6 * emission_low_t / period_activity_value,
            1e6 * emission_mid_t / period_activity_value,
            1e6 * emission_high_t / period_activity_value
        from fct_closure_intervals
        inner join dim_sub_source using (sub_source_id)
        order by sub_source_id
        """
    ).fetchall()
    cells = [
        [
            name,
            "determined" if determined else "free",
            *(number(emission) for emission in values[:3]),
            *(f"{factor:.4g}" for factor in values[3:]),
        ]
        for name, determined, *values in rows
    ]
    header = ["sub-source", "state", "lowest, t", "middle, t", "highest, t"]
    header += ["lowest, g/t", "middle, g/t", "highest, g/t"]
    ends = connection.execute(
        """
        select sub_source_id, emission_low_t, emission_high_t
        from fct_closure_intervals
        """
    ).fetchall()
    low = {name: low_t for name, low_t, _ in ends}
    high = {name: high_t for name, _, high_t in ends}
    choices = [
        [
            f"mining at its {end}",
            number(mining["industry_vm"]),
            number(against["industry_gm"]),
            number(against["waste_lf"]),
            number(mining["waste_inc"]),
        ]
        for end, mining, against in (("lowest", low, high), ("highest", high, low))
    ]
    implied = table(
        ["choice", "vanadium mining, t", "glass, t", "landfill, t", "incineration, t"],
        choices,
    )
    return f"{CLOSURE}\n{table(header, cells)}\n\n{implied}"


def calibration(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the thresholds with their state, and the multipliers they ask for."""
    constraints = connection.execute(
        """
        select
            province_name, source_id, threshold_t, uniform_emission_t,
            calibrated_emission_t, is_binding, relaxation_frac
        from fct_calibration_constraints
        inner join dim_province using (province_code)
        order by source_id, province_code
        """
    ).fetchall()
    cells = [
        [
            f"{province}, {source}",
            number(threshold, decimals=0),
            number(uniform),
            number(calibrated),
            "yes" if binding else "",
            number(100 * relaxation) if relaxation else "",
        ]
        for province, source, threshold, uniform, calibrated, binding, relaxation in (
            constraints
        )
    ]
    header = ["threshold", "printed, t", "one factor, t", "calibrated, t", "binds"]
    header += ["lowered by, %"]
    moved = connection.execute(
        """
        select subject, province_name, point_value
        from dim_parameter
        inner join dim_province on region = dim_province.province_code
        where quantity = 'multiplier' and point_value > 1.005
        order by subject, point_value desc
        """
    ).fetchall()
    smallest = connection.execute(
        """
        select subject, min(point_value) from dim_parameter
        where quantity = 'multiplier' group by subject order by subject
        """
    ).fetchall()
    raised = ", ".join(f"{place} {value:.2f} ({fuel})" for fuel, place, value in moved)
    lowered = ", ".join(f"{value:.2f} ({fuel})" for fuel, value in smallest)
    return (
        f"{CALIBRATION}\n{table(header, cells)}\n\n"
        f"Raised: {raised}. The others give way a little, the largest most, down to "
        f"{lowered}."
    )
