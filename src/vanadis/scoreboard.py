"""The scoreboard of claims in one line."""

from pathlib import Path

import duckdb

from vanadis.warehouse import WarehouseError, connect, current


def scoreboard_line(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the verdicts of all scored claims, and apart from them the rest."""
    counted = connection.execute(
        """
        select
            count(*) filter (is_scored and verdict = 'reproduced'),
            count(*) filter (is_scored and verdict = 'deviates'),
            count(*) filter (is_scored and verdict = 'contradicted'),
            count(*) filter (is_scored and verdict = 'not_computable'),
            count(*) filter (is_scored),
            count(*) filter (verdict = 'input'),
            count(*) filter (verdict != 'input' and role = 'structural')
        from fct_reconciliations
        """
    ).fetchone()
    assert counted is not None
    reproduced, deviates, contradicted, missing, scored, inputs, structural = counted
    return (
        f"Claims: {reproduced} reproduced, {deviates} deviate, {contradicted} "
        f"contradicted by their own paper, {missing} not computable, of {scored}; "
        f"apart from these {inputs} inputs (anchors) and {structural} counts of the "
        "set-up"
    )


def published_scoreboard(folder: Path) -> str | None:
    """Return the line for the published file; None if it holds no claims."""
    try:
        with connect(current(folder).path) as connection:
            return scoreboard_line(connection)
    except (WarehouseError, duckdb.CatalogException):
        return None
