"""Single years of ``paper_replica`` against print."""

import duckdb

from vanadis.reports.markdown import number, table

TEXT = """# Out-of-fit years: `paper_replica` against print

The factors of `paper_replica` are back-calculated from five-year sums (or, where
only two years are printed, from these two together). A single year, and the growth
between 2015 and 2019, are therefore tests and not fits. Differences are shown as they
are; no threshold is applied. Where a printed tonnage contradicts the paper's own
percentages, the value that repairs the arithmetic stands in brackets. Sub-sources the
paper prints no year for are not listed. Written by `make reports` from
`fct_out_of_fit_years`.

"""
NOTES = """
What the differences say:

- Steel, kerosene, gasoline and raw coal follow print closely: the paper used the
  same yearbook series. Steel of the last year meets the repaired tonnage.
- Transport fuels move otherwise in print than in the national energy balance behind
  our seeds: the paper names another yearbook, of transportation.
- Coke falls in print and rises in every series seen: its factor or its activity
  changed over the period.
- Sludge falls in print and rises in the recalled national series: the paper counts
  the part that reaches land, or another series.
"""


def _tonnes(printed: float, repaired: float | None) -> str:
    text = number(printed)
    return text if repaired is None else f"{text} [{number(repaired)}]"


def out_of_fit_markdown(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the report as Markdown; ``connection`` reads a published warehouse."""
    rows = connection.execute(
        """
        select
            coalesce(sub_source_name, 'All sources'),
            fitted_to,
            printed_first_year_t, repaired_first_year_t,
            computed_first_year_t, difference_first_year_pct,
            printed_last_year_t, repaired_last_year_t,
            computed_last_year_t, difference_last_year_pct,
            printed_growth_pct, repaired_growth_pct, computed_growth_pct
        from fct_out_of_fit_years
        left join dim_sub_source using (sub_source_id)
        left join dim_category using (category_id)
        order by category_order nulls last, sub_source_id
        """
    ).fetchall()
    cells = [
        [
            name,
            fitted_to,
            _tonnes(printed_first, repaired_first),
            number(computed_first),
            number(difference_first, signed=True),
            _tonnes(printed_last, repaired_last),
            number(computed_last),
            number(difference_last, signed=True),
            number(printed_growth, signed=True)
            + (
                ""
                if repaired_first is None and repaired_last is None
                else f" [{number(repaired_growth, signed=True)}]"
            ),
            number(computed_growth, signed=True),
        ]
        for (
            name,
            fitted_to,
            printed_first,
            repaired_first,
            computed_first,
            difference_first,
            printed_last,
            repaired_last,
            computed_last,
            difference_last,
            printed_growth,
            repaired_growth,
            computed_growth,
        ) in rows
    ]
    header = [
        "sub-source",
        "factor fitted to",
        "2015 printed, t",
        "2015 ours, t",
        "diff, %",
        "2019 printed, t",
        "2019 ours, t",
        "diff, %",
        "growth printed, %",
        "growth ours, %",
    ]
    return TEXT + table(header, cells) + "\n" + NOTES
