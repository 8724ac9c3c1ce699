"""The methods against each other, against Bai et al., and what they rest on."""

import duckdb

from vanadis.reports.markdown import number, table


def method_gaps(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the gap to the headline by category, split in activity and factor."""
    rows = connection.execute(
        """
        select
            method_id || ', ' || category_id,
            sum(emission_t), sum(headline_emission_t), sum(gap_t),
            sum(activity_effect_t), sum(factor_effect_t)
        from fct_method_gaps
        inner join dim_category using (category_id)
        group by all
        order by any_value(method_id), any_value(category_order)
        """
    ).fetchall()
    header = ["method, category", "its emission, t", "headline, t", "gap, t"]
    header += ["from activity, t", "from factors, t"]
    cells = [[name, *(number(value) for value in values)] for name, *values in rows]
    return (
        "Emission of 2015-2019; the gap to the headline is split without rest by the "
        f"logarithmic mean (`fct_method_gaps`).\n\n{table(header, cells)}"
    )


def benchmark_gaps(connection: duckdb.DuckDBPyConnection) -> str:
    """Return each method against Bai et al. 2021, by group and category."""
    rows = connection.execute(
        """
        select
            method_id || ', ' || emission_group,
            string_agg(
                category_id || ' ' || format('{:.0f}', emission_t), ', '
                order by category_id
            ),
            any_value(group_emission_t),
            any_value(benchmark_group_emission_t),
            any_value(group_gap_t)
        from fct_benchmark_gaps
        group by method_id, emission_group
        order by method_id, emission_group
        """
    ).fetchall()
    header = ["method, group", "of which, t", "ours, t", "Bai et al., t", "gap, t"]
    cells = [
        [name, parts, *(number(value) for value in values)]
        for name, parts, *values in rows
    ]
    return (
        "Emission to air in 2017 against Bai et al. 2021 (12.9 kt, about half from "
        "coal and oil; their other half holds natural sources; "
        f"`fct_benchmark_gaps`).\n\n{table(header, cells)}"
    )


def coverage(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the share of each method's emission and variance by basis."""
    rows = connection.execute(
        """
        select
            method_id || ', ' || basis,
            emission_t, 100 * emission_share_frac, 100 * variance_share_frac
        from fct_provenance_coverage
        left join dim_basis using (basis)
        where coverage_level = 'national'
        order by method_id, basis_rank
        """
    ).fetchall()
    shares = table(
        ["method, basis", "emission, t", "share, %", "share of variance, %"],
        [[name, *(number(value) for value in values)] for name, *values in rows],
    )
    return (
        "Emission by the weakest basis among its inputs; variance by the basis of the "
        "parameters that carry it (squared correlations of single parameters, so they "
        f"need not add up to 100 %; `fct_provenance_coverage`).\n\n{shares}"
    )
