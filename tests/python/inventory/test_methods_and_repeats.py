"""A third method by seed rows alone, and the same tables from build to build."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

pytestmark = pytest.mark.build

# Rows that only the build with the compiler's method has.
OWN_ROWS = (
    "method_id = 'compiler'",
    "parameter_id = 'emission_factor.own_steel'",
    "source_key = 'own_works'",
)
# A reference or parameter of the user is a row of its own; other tables name it by key.
KEYS = {"dim_reference": "source_key", "dim_parameter": "parameter_id"}


@pytest.fixture
def both(builds: Any) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a connection that sees both builds, as schemas of their own."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach '{builds.shipped}' as shipped (read_only)")
        connection.execute(f"attach '{builds.with_compiler}' as own (read_only)")
        yield connection


def tables(connection: duckdb.DuckDBPyConnection, catalogue: str) -> list[str]:
    """Return the public tables of a build."""
    rows = connection.execute(
        "select table_name from duckdb_tables() where database_name = ? "
        "and schema_name = 'main' order by table_name",
        [catalogue],
    ).fetchall()
    return [name for (name,) in rows]


def canonical(connection: duckdb.DuckDBPyConnection, catalogue: str, table: str) -> str:
    """Return a query for a table's shipped rows, floats cut to 12 digits."""
    columns = connection.execute(
        "select column_name, data_type from duckdb_columns() "
        "where database_name = ? and schema_name = 'main' and table_name = ? "
        "order by column_index",
        [catalogue, table],
    ).fetchall()
    chosen = [
        f"format('{{:.11e}}', {name} + 0.0)" if kind == "DOUBLE" else name
        for name, kind in columns
    ]
    names = {name for name, _ in columns}
    own = [rule for rule in OWN_ROWS if rule.split(" ")[0] in names]
    rows = f"select {', '.join(chosen)} from {catalogue}.main.{table}"
    return rows + "".join(f" where coalesce(not ({own[0]}), true)" if own else "")


def test_two_builds_give_identical_tables(both: duckdb.DuckDBPyConnection) -> None:
    """The first ran on two threads, the second on one, with a method more."""
    names = tables(both, "shipped")
    assert "fct_emissions" in names and "fct_emission_drivers" in names
    assert tables(both, "own") == names
    differing = {}
    for name in names:
        first, second = (canonical(both, build, name) for build in ("shipped", "own"))
        [(rows,)] = both.execute(f"select count(*) from ({first})").fetchall()
        assert rows > 0, name
        differences = both.execute(
            f"(({first}) except all ({second})) union all "
            f"(({second}) except all ({first}))"
        ).fetchall()
        if differences:
            differing[name] = differences[:2]
    assert differing == {}


def test_the_third_method_differs_in_what_it_overrides_only(
    with_compiler: duckdb.DuckDBPyConnection,
) -> None:
    compared = with_compiler.execute(
        """
        select
            base.sub_source_id,
            count(*) as cells,
            count(own.emission_t) as figures,
            bool_and(
                own.notation_key is not distinct from base.notation_key
            ) as same_keys,
            bool_and(own.emission_t is not distinct from base.emission_t) as same,
            sum(own.emission_t) / sum(base.emission_t) as ratio
        from fct_emissions as base
        inner join fct_emissions as own
            on
                base.province_code = own.province_code
                and base.sub_source_id = own.sub_source_id
                and base.reference_year = own.reference_year
        where base.method_id = 'literature' and own.method_id = 'compiler'
        group by base.sub_source_id
        """
    ).fetchall()
    assert len(compared) == 20
    assert all(cells == 160 and keys for _, cells, _, keys, _, _ in compared)
    assert [row[0] for row in compared if not row[4]] == ["industry_sm"]
    [steel] = [row for row in compared if row[0] == "industry_sm"]
    # 2 g/t for 1 g/t.
    assert steel[2] == 155
    assert steel[5] == pytest.approx(2.0, rel=1e-12)


def test_the_third_method_says_what_it_rests_on(
    with_compiler: duckdb.DuckDBPyConnection,
) -> None:
    nodes = with_compiler.execute(
        "select distinct node_id from fct_emission_factors "
        "where method_id = 'compiler' and node_id not like 'literature.%'"
    ).fetchall()
    assert nodes == [("compiler.industry_sm",)]
    figure = with_compiler.execute(
        "select point_value, unit, source_key, seed_file, is_used from dim_parameter "
        "where parameter_id = 'emission_factor.own_steel'"
    ).fetchall()
    own_file = "seeds/literature/user_literature__parameters.csv"
    assert figure == [(0.002, "kg_per_t", "own_works", own_file, True)]
    bounds = with_compiler.execute(
        "select count(*), bool_or(is_breach) from fct_physical_bounds "
        "where method_id = 'compiler' and is_bound_enforced"
    ).fetchall()
    assert bounds[0][0] > 0
    assert bounds[0][1] is False
