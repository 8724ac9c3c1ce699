"""What the map colours: one value per province, and why it may be doubtful."""

from collections.abc import Collection

import pandas as pd

from vanadis.viewer.queries.inventory import FIRST_YEAR, LAST_YEAR, UNALLOCATED, sums

DIFFERENCE = "difference"
CUMULATIVE = "cumulative"
# Bases that the map hatches: nobody published the figure for this province.
WEAK_BASES = """
select dim_basis.basis from dim_basis where not dim_basis.is_sourced
"""
# Shares of a province's emission on weak bases above which it is hatched more
# densely. One limit would not do: most provinces lie above a half.
WEAK_SHARES = (0.1, 0.5, 0.9)


def province_values(
    cells: pd.DataFrame, span: str, weak_bases: Collection[str]
) -> pd.DataFrame:
    """Sum the cells of each province over the span.

    Parameters
    ----------
    cells
        Cells of one method, already narrowed to a category or sub-source.
    span
        A year, ``difference`` (last less first year) or ``cumulative``.
    weak_bases
        Bases that are not sourced, see `WEAK_BASES`.

    Returns
    -------
    pd.DataFrame
        ``province_code``, ``emission_t``, ``weak_frac`` (share of the emission that
        rests on a weak basis; null where nothing is emitted).
    """
    located = cells[cells["province_code"] != UNALLOCATED]
    if span == DIFFERENCE:
        values = _difference(located)
        used = located[located["reference_year"].isin([FIRST_YEAR, LAST_YEAR])]
    else:
        used = located
        if span != CUMULATIVE:
            used = located[located["reference_year"] == int(span)]
        values = sums(used, ["province_code"])
    weak = sums(used[used["basis"].isin(weak_bases)], ["province_code"])
    total = sums(used, ["province_code"])
    shares = total.merge(weak, on="province_code", how="left", suffixes=("", "_weak"))
    shares["weak_frac"] = shares["emission_t_weak"].fillna(0) / shares["emission_t"]
    return values.merge(shares[["province_code", "weak_frac"]], on="province_code")


def _difference(cells: pd.DataFrame) -> pd.DataFrame:
    by_year = sums(cells, ["province_code", "reference_year"])
    wide = by_year.pivot(
        index="province_code", columns="reference_year", values="emission_t"
    )
    change = (wide[LAST_YEAR] - wide[FIRST_YEAR]).rename("emission_t")
    return change.reset_index()


def unallocated(cells: pd.DataFrame, span: str) -> float:
    """Tonnes that stand for China as a whole and colour no province."""
    national = cells[cells["province_code"] == UNALLOCATED]
    if span == DIFFERENCE:
        by_year = national.groupby("reference_year")["emission_t"].sum()
        return float(by_year.get(LAST_YEAR, 0.0) - by_year.get(FIRST_YEAR, 0.0))
    if span != CUMULATIVE:
        national = national[national["reference_year"] == int(span)]
    return float(national["emission_t"].sum())
