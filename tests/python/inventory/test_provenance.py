"""From every emission down to parameters, seed files and references."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

pytestmark = pytest.mark.build

# All parameters that stand behind a factor node, through any number of levels.
LEAVES = """
    with recursive

    operands as (

        select
            node_id,
            unnest(operand_ids) as operand_id
        from fct_factor_terms

    ),

    below as (

        select * from operands
        union
        select
            below.node_id,
            operands.operand_id
        from below
        inner join operands
            on below.operand_id = operands.node_id

    ),

    leaves as (

        select * from below
        where operand_id not in (select node_id from fct_factor_terms)

    )

"""


def count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    """Return the single number a query gives."""
    [(number,)] = connection.execute(query).fetchall()
    return int(number)


def test_every_emission_has_activities_and_a_factor_with_their_sources(
    with_compiler: duckdb.DuckDBPyConnection,
) -> None:
    walked = with_compiler.execute(
        LEAVES
        + """
        ,

        uses as (

            select
                activities.*,
                factors.node_id,
                factors.basis as factor_basis
            from fct_activities as activities
            left join fct_emission_factors as factors
                on
                    activities.method_id = factors.method_id
                    and activities.province_code = factors.province_code
                    and activities.sub_source_id = factors.sub_source_id
                    and activities.use_id = factors.use_id
                    and activities.reference_year = factors.reference_year
            where coalesce(activities.activity_t, activities.activity_m3) is not null

        ),

        activity_parameters as (

            select
                uses.*,
                'activity.' || series_id || '.' || province_code || '.'
                || reference_year as parameter_id
            from uses, unnest(uses.series_ids) as listed (series_id)

        ),

        inputs as (

            select
                method_id, province_code, sub_source_id, reference_year,
                'activity' as kind,
                parameter_id
            from activity_parameters
            union all
            select
                uses.method_id, uses.province_code, uses.sub_source_id,
                uses.reference_year,
                'factor' as kind,
                leaves.operand_id as parameter_id
            from uses
            left join leaves
                on uses.node_id = leaves.node_id

        ),

        resolved as (

            select
                inputs.*,
                parameters.parameter_id is not null
                and parameters.point_value is not null
                and parameters.parameter_kind = inputs.kind
                and refs.source_key is not null
                and bases.basis is not null
                and coalesce(parameters.source_locator, '') != '' as is_resolved
            from inputs
            left join dim_parameter as parameters
                on inputs.parameter_id = parameters.parameter_id
            left join dim_reference as refs
                on parameters.source_key = refs.source_key
            left join dim_basis as bases
                on parameters.basis = bases.basis

        ),

        cells as (

            select
                method_id, province_code, sub_source_id, reference_year,
                count(distinct kind) as kinds,
                bool_and(is_resolved) as is_resolved
            from resolved
            group by all

        )

        select
            emissions.method_id,
            emissions.province_code,
            emissions.sub_source_id,
            emissions.reference_year,
            cells.kinds = 2 and cells.is_resolved as is_resolved
        from fct_emissions as emissions
        left join cells
            on
                emissions.method_id = cells.method_id
                and emissions.province_code = cells.province_code
                and emissions.sub_source_id = cells.sub_source_id
                and emissions.reference_year = cells.reference_year
        where emissions.emission_t is not null
        """
    ).fetchall()
    methods = {"literature", "literature_with_chain", "paper_replica", "compiler"}
    assert {row[0] for row in walked} == methods
    # The twenty of the paper, and the chain's two.
    assert len({row[2] for row in walked}) == 22
    assert [row for row in walked if row[-1] is not True] == []


def test_every_empty_cell_says_why(with_compiler: duckdb.DuckDBPyConnection) -> None:
    unexplained = count(
        with_compiler,
        "select count(*) from fct_emissions where emission_t is null "
        "and notation_key not in ('NE', 'NA', 'IE', 'C')",
    )
    assert unexplained == 0
    empty = "select count(*) from fct_emissions where emission_t is null"
    assert count(with_compiler, empty) > 0


def test_every_named_seed_file_exists(
    with_compiler: duckdb.DuckDBPyConnection, builds: Any
) -> None:
    files = with_compiler.execute(
        "select distinct seed_file from dim_parameter where seed_file is not null "
        "union select distinct seed_file from fct_activities "
        "where seed_file is not null"
    ).fetchall()
    project: Path = builds.project
    assert len(files) > 10
    assert [name for (name,) in files if not (project / name).is_file()] == []
    # Only a printed zero that no seed row carries, or a sum of sectors, has no file.
    homeless = count(
        with_compiler,
        "select count(*) from fct_activities where seed_file is null and "
        "coalesce(activity_t, activity_m3) != 0",
    )
    assert homeless == 0


def test_every_factor_is_rebuilt_from_its_parameters(
    with_compiler: duckdb.DuckDBPyConnection,
) -> None:
    """Evaluate the stored terms in plain Python, recursively and without levels."""
    point = dict(
        with_compiler.execute(
            "select parameter_id, point_value from dim_parameter "
            "where parameter_kind = 'factor'"
        ).fetchall()
    )
    terms: dict[str, list[tuple[float, list[str]]]] = {}
    for node_id, coefficient, operand_ids in with_compiler.execute(
        "select node_id, coefficient, operand_ids from fct_factor_terms"
    ).fetchall():
        terms.setdefault(node_id, []).append((coefficient, operand_ids))

    def value(name: str) -> float:
        if name not in terms:
            return float(point[name])
        return math.fsum(
            coefficient * math.prod(value(operand) for operand in operands)
            for coefficient, operands in terms[name]
        )

    factors = with_compiler.execute(
        "select distinct node_id, coalesce(factor_kg_per_t, factor_kg_per_m3) "
        "from fct_emission_factors"
    ).fetchall()
    assert len(factors) > 80
    rebuilt = {name: value(name) for name, _ in factors}
    stored = dict(factors)
    assert rebuilt == {
        name: pytest.approx(number, rel=1e-12) for name, number in stored.items()
    }


@pytest.mark.parametrize("table", ["fct_activities", "fct_emission_factors"])
def test_the_walk_would_notice_a_missing_row(
    builds: Any, tmp_path: Path, table: str
) -> None:
    """Without the steel of one province its emission no longer resolves."""
    walk: Callable[[duckdb.DuckDBPyConnection], None] = (
        test_every_emission_has_activities_and_a_factor_with_their_sources
    )
    with duckdb.connect(":memory:") as broken:
        broken.execute(f"attach '{builds.with_compiler}' as built (read_only)")
        names = broken.execute(
            "select table_name from duckdb_tables() "
            "where database_name = 'built' and schema_name = 'main'"
        ).fetchall()
        for (name,) in names:
            broken.execute(f"create table {name} as from built.main.{name}")
        broken.execute(
            f"delete from {table} where sub_source_id = 'industry_sm' "
            "and province_code = '130000' and reference_year = 2017"
        )
        with pytest.raises(AssertionError, match="industry_sm"):
            walk(broken)
