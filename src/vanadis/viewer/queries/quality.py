"""Claims of the papers, quality rules, coverage and findings."""

import pandas as pd

from vanadis.viewer.reader import Read

CLAIMS = """
select * from fct_reconciliations order by paper_id, claim_id
"""

RULES = """
select * from fct_quality_results
order by
    fct_quality_results.is_passed,
    fct_quality_results.severity,
    fct_quality_results.table_name,
    fct_quality_results.rule_id
"""

COVERAGE = """
select * from fct_provenance_coverage
where fct_provenance_coverage.coverage_level = $coverage_level
order by method_id, category_id, province_code, basis
"""

DECISION_TREE = """
select
    fct_use_emissions.method_id,
    fct_use_emissions.resolution_tier,
    sum(fct_use_emissions.emission_t) as emission_t
from fct_use_emissions
where fct_use_emissions.resolution_tier is not null
group by fct_use_emissions.method_id, fct_use_emissions.resolution_tier
order by fct_use_emissions.method_id, fct_use_emissions.resolution_tier
"""

NOTATION = """
select
    fct_emissions.province_code,
    fct_emissions.sub_source_id,
    count(*) as cells_count,
    count(fct_emissions.emission_t) as known_count,
    count(*) filter (where fct_emissions.is_imputed) as imputed_count,
    mode(fct_emissions.notation_key) as notation_key
from fct_emissions
where fct_emissions.method_id = $method_id
group by fct_emissions.province_code, fct_emissions.sub_source_id
order by fct_emissions.province_code, fct_emissions.sub_source_id
"""

BUILD = """
select * from build_info where build_info.info_kind <> 'seed' order by all
"""

# Findings that the warehouse lists besides the rules, each a public table.
FINDINGS = {
    "out_of_fit": "fct_out_of_fit_years",
    "physical_bounds": "fct_physical_bounds",
    "double_counts": "fct_oil_double_counts",
    "closure": "fct_closure_intervals",
    "calibration": "fct_calibration_constraints",
    "method_gaps": "fct_method_gaps",
    "benchmark_gaps": "fct_benchmark_gaps",
    "chain_contradictions": "fct_chain_contradictions",
    "chain_metrics": "fct_chain_metrics",
    "rejected": "fct_rejected_rows",
}

# Operators of claims that say what a number is, not where it lies.
EQUAL = ["=", "~"]
VERDICTS = ["reproduced", "deviates", "contradicted", "not_computable", "input"]


def claims(read: Read) -> pd.DataFrame:
    """Return every printed figure with ours beside it."""
    return read(CLAIMS, {})


def verdict_counts(claims: pd.DataFrame) -> pd.DataFrame:
    """Count claims by paper and verdict; inputs are counted apart."""
    counted = claims.groupby(["paper_id", "verdict"], as_index=False).size()
    return counted.rename(columns={"size": "claims_count"})


def matching(
    claims: pd.DataFrame, *, papers: list[str], verdicts: list[str], words: str
) -> pd.DataFrame:
    """Narrow claims to papers, verdicts and a text found in any text column."""
    found = claims[claims["paper_id"].isin(papers) & claims["verdict"].isin(verdicts)]
    if not words:
        return found
    columns = ["claim_id", "description", "reason", "section", "measure"]
    texts = found[columns].fillna("").agg(" ".join, axis=1)
    return found[texts.str.contains(words, case=False, regex=False)]


def equalities(claims: pd.DataFrame) -> pd.DataFrame:
    """Return claims that equate two positive numbers, the printed one and ours.

    A bound such as p < 0.01 is kept by any smaller figure: no line of equality
    judges it.
    """
    equal = claims[claims["operator"].isin(EQUAL)]
    return equal[(equal["printed_number_value"] > 0) & (equal["computed_value"] > 0)]


def finding(read: Read, name: str) -> pd.DataFrame:
    """Return one table of findings whole."""
    return read(f"select * from {FINDINGS[name]}", {})
