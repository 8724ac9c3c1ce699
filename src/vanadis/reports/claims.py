"""Tables of claims: contradicted, deviating, reproduced, not computable."""

import duckdb

from vanadis.reports.markdown import table


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[list[str]]:
    """Return the rows of a query as cells; a missing value is an empty cell."""
    return [
        ["" if value is None else str(value) for value in row]
        for row in connection.execute(sql).fetchall()
    ]


def verdict_counts(connection: duckdb.DuckDBPyConnection) -> str:
    """Return how many claims of each paper and role got which verdict."""
    header = ["paper", "role", "claims", "reproduced", "deviates", "contradicted"]
    header += ["not computable", "inputs, not scored"]
    return table(
        header,
        _rows(
            connection,
            """
            select
                paper_id, role, claims_count, reproduced_count, deviates_count,
                contradicted_count, not_computable_count, input_count
            from fct_reconciliation_summaries
            order by paper_id desc, role
            """,
        ),
    )


def contradicted_claims(connection: duckdb.DuckDBPyConnection) -> str:
    """Return each contradicted claim with the paper's own arithmetic."""
    header = ["claim", "where", "what", "printed", "its own figures give"]
    header += ["arithmetic", "repaired", "ours", "why"]
    return table(
        header,
        _rows(
            connection,
            """
            select
                claim_id,
                source_locator,
                description,
                printed_value || if(tolerance_class = 'words', '', ' ' || printed_unit),
                format('{:.5g} {}', implied_value, unit),
                concat_ws(': ', paper_arithmetic_meaning, paper_arithmetic),
                repaired_value,
                format('{:.5g} {}', computed_value, unit),
                reason
            from fct_reconciliations
            where verdict = 'contradicted'
            order by paper_id desc, claim_id
            """,
        ),
    )


def deviating_claims(connection: duckdb.DuckDBPyConnection, cause_kind: str) -> str:
    """Return the deviations of one kind of cause with the number that shows it."""
    header = ["claim", "where", "what", "printed", "ours", "difference", "tolerance"]
    header += ["cause", "shown by"]
    cause = cause_kind.replace("'", "''")
    return table(
        header,
        _rows(
            connection,
            f"""
            select
                claim_id,
                source_locator,
                description,
                printed_value || if(tolerance_class = 'words', '', ' ' || printed_unit),
                format('{{:.5g}} {{}}', computed_value, unit),
                format('{{:+.1f}} %', difference_pct),
                format('{{:.1f}} %', tolerance_pct),
                reason,
                cause_evidence
            from fct_reconciliations
            where verdict = 'deviates' and cause_kind = '{cause}'
            order by paper_id desc, claim_id
            """,
        ),
    )


def reproduced_claims(connection: duckdb.DuckDBPyConnection) -> str:
    """Return every reproduced claim, structural ones left out."""
    return table(
        ["claim", "where", "what", "printed", "ours", "difference", "tolerance"],
        _rows(
            connection,
            """
            select
                claim_id,
                source_locator,
                description,
                printed_value || if(tolerance_class = 'words', '', ' ' || printed_unit),
                format('{:.5g} {}', computed_value, unit),
                format('{:+.1f} %', difference_pct),
                format('{:.1f} %', tolerance_pct)
            from fct_reconciliations
            where verdict = 'reproduced' and is_scored
            order by paper_id desc, claim_id
            """,
        ),
    )


def unanswered_claims(connection: duckdb.DuckDBPyConnection) -> str:
    """Return why claims could not be computed, one row per reason."""
    return table(
        ["why", "claims", "which"],
        _rows(
            connection,
            """
            select reason, count(*), string_agg(claim_id, ', ' order by claim_id)
            from fct_reconciliations
            where verdict = 'not_computable'
            group by reason
            order by count(*) desc, reason
            """,
        ),
    )
