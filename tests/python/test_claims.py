"""The scoreboard: planted errors are caught, verdicts follow the written rule."""

import os
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from vanadis.scoreboard import scoreboard_line

pytestmark = pytest.mark.build
REPOSITORY = Path(__file__).resolve().parents[2]
JUDGED = "int_quality__claims_judged"
INPUTS = {
    "staging": ["stg_papers__claims"],
    "intermediate": [
        "int_quality__computed_quantities",
        "int_quality__paper_arithmetic",
        "int_quality__sources_fixed_by_anchors",
    ],
}
PER_OPERATOR = 5


@pytest.fixture(scope="module")
def bench(published_file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a database in memory with the inputs of the verdicts as tables."""
    built = Path(os.environ.get("VANADIS_DB", "build/vanadis.duckdb"))
    connection = duckdb.connect()
    connection.execute(f"attach '{REPOSITORY / built}' as built (read_only)")
    view = connection.execute(
        "select sql from duckdb_views() where database_name = 'built' "
        "and view_name = ?",
        [JUDGED],
    ).fetchone()
    assert view is not None
    catalog = built.stem
    # Views name the database they were built in: read them under that name.
    connection.execute("detach built")
    connection.execute(f"attach '{REPOSITORY / built}' as {catalog} (read_only)")
    for schema, names in INPUTS.items():
        connection.execute(f"create schema {schema}")
        for name in names:
            connection.execute(
                f"create table {schema}.{name} as "
                f"select * from {catalog}.{schema}.{name}"
            )
    connection.execute(f"detach {catalog}")
    connection.execute(view[0].replace(f"{catalog}.", "").replace(f'"{catalog}".', ""))
    yield connection
    connection.close()


def claims_to_break(bench: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    """Return claims of every operator, with a value that passes and one that fails."""
    return bench.execute(
        f"""
        select claim_id, operator, method_id, quantity_key,
            case when verdict = 'reproduced' then computed_value
                else printed_number end,
            case
                when operator = '<' then printed_number + 2 * tolerance_value + 1
                when operator = '>' then printed_number - 2 * tolerance_value - 1
                when operator in ('=', '~', 'change')
                    then printed_number + 3 * tolerance_value + 1e-9
                when printed_value = 'increase' then -abs(computed_value)
                when printed_value = 'decrease' then abs(computed_value)
                when printed_value in ('stable', 'no growth') then 50
                when printed_value = 'greater' then 0.5
                when printed_value = 'less' then 2
                else 99
            end
        from intermediate.{JUDGED}
        where verdict = 'reproduced'
            or (verdict = 'deviates' and operator not in ('ordering', 'trend'))
        qualify row_number()
            over (partition by operator order by verdict desc, claim_id)
            <= {PER_OPERATOR}
        """
    ).fetchall()


def test_a_planted_wrong_result_flips_its_claim(
    bench: duckdb.DuckDBPyConnection,
) -> None:
    chosen = claims_to_break(bench)
    assert len(chosen) >= 20
    survivors = []
    for claim_id, _, method_id, key, right, wrong in chosen:
        verdicts = []
        for value in (wrong, right):
            bench.execute(
                "update intermediate.int_quality__computed_quantities "
                "set computed_value = ? where method_id = ? and quantity_key = ?",
                [value, method_id, key],
            )
            verdict = bench.execute(
                f"select verdict from intermediate.{JUDGED} where claim_id = ?",
                [claim_id],
            ).fetchone()
            verdicts.append(verdict[0] if verdict else None)
        if verdicts != ["deviates", "reproduced"]:
            survivors.append((claim_id, wrong, right, verdicts))
    assert survivors == []


def test_every_operator_is_among_the_broken(bench: duckdb.DuckDBPyConnection) -> None:
    operators = {row[1] for row in claims_to_break(bench)}
    assert operators == {"=", "<", ">", "~", "change", "ordering", "trend"}


def test_a_lost_quantity_is_no_pass(bench: duckdb.DuckDBPyConnection) -> None:
    claim_id, _, method_id, key, right, _ = claims_to_break(bench)[0]
    where = "where method_id = ? and quantity_key = ?"
    table = "intermediate.int_quality__computed_quantities"
    bench.execute(f"delete from {table} {where}", [method_id, key])
    verdict = bench.execute(
        f"select verdict from intermediate.{JUDGED} where claim_id = ?", [claim_id]
    ).fetchone()
    bench.execute(
        f"insert into {table} (method_id, quantity_key, computed_value) "
        "values (?, ?, ?)",
        [method_id, key, right],
    )
    assert verdict == ("not_computable",)


def test_no_input_is_scored_or_reproduced(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    rows = warehouse.execute(
        "select count(*) filter (verdict = 'reproduced'), count(*) filter (is_scored) "
        "from fct_reconciliations where role = 'anchor' or verdict = 'input'"
    ).fetchone()
    assert rows == (0, 0)


def test_tolerance_follows_from_operator_role_and_digits(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    # 44069 t is a total: 2 %. 1212 t of steel is a single cell: 10 %. 10000 t is a
    # bound printed to the tonne: half a tonne. 6 % is "about": one unit.
    expected = {
        "inv_042": 881.38,
        "inv_080": 121.2,
        "inv_107": 0.5,
        "inv_028": 1.0,
        "inv_241": None,
    }
    found = warehouse.execute(
        "select claim_id, tolerance_value from fct_reconciliations "
        f"where claim_id in ({', '.join('?' * len(expected))})",
        list(expected),
    ).fetchall()
    assert dict(found) == pytest.approx(expected)


def test_every_deviation_has_a_cause_and_the_number_that_shows_it(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    bare = warehouse.execute(
        "select claim_id from fct_reconciliations where verdict = 'deviates' "
        "and (cause_kind is null or not regexp_matches(cause_evidence, ': .*[0-9]'))"
    ).fetchall()
    assert bare == []


def test_repairs_close_the_arithmetic_that_contradicts_the_print(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    # Hand-picked: steel of 2019, crude oil of 2019, the share of industry.
    found = warehouse.execute(
        """
        select claim_id, round(implied_value, 1), repaired_value, verdict
        from fct_reconciliations
        where claim_id in ('inv_081', 'inv_055', 'inv_077')
        order by claim_id
        """
    ).fetchall()
    assert found == [
        ("inv_055", 6871.2, "6872.1", "contradicted"),
        ("inv_077", 3.5, "3.48", "contradicted"),
        ("inv_081", 1503.4, "1503", "contradicted"),
    ]


def test_summaries_add_up_to_the_scoreboard(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    total = warehouse.execute(
        """
        select
            sum(claims_count) = sum(
                input_count + reproduced_count + deviates_count + contradicted_count
                + not_computable_count
            ),
            sum(claims_count), sum(scored_count)
        from fct_reconciliation_summaries
        """
    ).fetchone()
    assert total is not None
    assert total[0]
    assert total[1] >= 161 + 184
    assert f", of {total[2]};" in scoreboard_line(warehouse)


def test_gaps_between_methods_split_without_rest(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    worst = warehouse.execute(
        "select max(abs(activity_effect_t + factor_effect_t - gap_t)), count(*) "
        "from fct_method_gaps"
    ).fetchone()
    assert worst is not None
    assert worst[0] < 1e-9 * 1e5
    assert worst[1] >= 20


def test_coverage_shares_add_up_to_one(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    sums = warehouse.execute(
        """
        select sum(emission_share_frac) from fct_provenance_coverage
        where emission_t is not null
        group by method_id, coverage_level, category_id, province_code
        """
    ).fetchall()
    assert len(sums) > 50
    assert [s[0] for s in sums] == pytest.approx([1] * len(sums))
