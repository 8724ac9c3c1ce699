"""Every number opens: terms add up, inputs resolve to references."""

import duckdb
import pytest
from typer.testing import CliRunner

from vanadis.cli import app
from vanadis.explain import explain, explanation_lines, read_subject

pytestmark = pytest.mark.build


def test_terms_of_every_cell_add_up_to_the_fact(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    # What explain_emission sums, walked over all cells at once.
    worst = warehouse.execute(
        """
        with explained as (
            select
                a.method_id, a.province_code, a.sub_source_id, a.reference_year,
                sum(coalesce(a.activity_t, a.activity_m3) * t.term_value) / 1000 as t
            from fct_activities as a
            inner join fct_emission_factors as f
                using (method_id, province_code, sub_source_id, use_id, reference_year)
            inner join fct_factor_term_values as t on f.node_id = t.node_id
            group by all
        )
        select
            count(*) filter (e.emission_t is not null),
            count(*) filter (x.t is not null),
            max(abs(x.t - e.emission_t) / greatest(abs(e.emission_t), 1e-12))
        from fct_emissions as e
        left join explained as x
            using (method_id, province_code, sub_source_id, reference_year)
        """
    ).fetchone()
    assert worst is not None
    facts, explained, difference = worst
    assert facts == explained > 1000
    assert difference < 1e-9


@pytest.mark.parametrize(
    "keys",
    [
        ("110000", "coal_rc", 2015, "literature"),
        ("530000", "coal_ck", 2019, "paper_replica"),
        (None, "transport_fo", 2017, "paper_replica"),
        ("130000", None, None, "literature"),
        (None, None, None, "literature"),
    ],
)
def test_macro_sums_to_the_fact(
    warehouse: duckdb.DuckDBPyConnection, keys: tuple[object, ...]
) -> None:
    where = "($1 is null or province_code = $1) and ($2 is null or sub_source_id = $2) "
    where += "and ($3 is null or reference_year = $3) and method_id = $4"
    fact = warehouse.execute(
        f"select sum(emission_t) from fct_emissions where {where}", list(keys)
    ).fetchone()
    sums = warehouse.execute(
        "select item_kind, sum(emission_t), sum(share_frac) "
        "from explain_emission(?, ?, ?, ?) "
        "where item_kind in ('term', 'activity') group by item_kind",
        list(keys),
    ).fetchall()
    assert fact is not None
    assert {kind for kind, _, _ in sums} == {"term", "activity"}
    for _, emission_t, share in sums:
        assert emission_t == pytest.approx(fact[0], rel=1e-9)
        assert share == pytest.approx(1, rel=1e-9)


def test_an_item_stands_in_the_formula_it_names(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    items = warehouse.execute(
        "select item_kind, item_id, via_node_id, formula "
        "from explain_emission(null, null, null, 'literature')"
    ).fetchall()
    formulas = {item: text for kind, item, _, text in items if kind == "node"}
    # The formula of the topmost nodes stands term by term.
    for kind, _, node, text in items:
        if kind == "term":
            formulas[node] = f"{formulas.get(node, '')} + {text}"
    assert all(formulas.values())
    for kind, item, node, text in items:
        if kind in ("node", "parameter"):
            # Between words, as one id may begin with another.
            assert f" {item} " in f" {formulas[node]} ", (item, node)
        if kind in ("parameter", "activity"):
            assert text is None


def test_macros_say_what_they_do(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(
        "select function_name, comment from duckdb_functions() "
        "where function_type = 'table_macro' and not internal order by 1"
    ).fetchall()
    comments = dict(found)
    assert set(comments) == {"explain_emission", "explain_references"}
    assert "null stands for all" in comments["explain_emission"]
    assert "reference" in comments["explain_references"]


def test_every_fact_resolves_to_references(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    # A fact rests on the parameters of its factor and the series of its activity; each
    # of them must name a row of dim_reference.
    orphans = warehouse.execute(
        """
        with cells as (
            select a.*, f.node_id
            from fct_activities as a
            inner join fct_emission_factors as f
                using (method_id, province_code, sub_source_id, use_id, reference_year)
            where coalesce(a.activity_t, a.activity_m3) is not null
        ),
        inputs as (
            select distinct o.operand_id as parameter_id
            from cells inner join fct_factor_operands as o
                on cells.node_id = o.factor_node_id
            where not o.is_node
            union
            select distinct 'activity.' || unnest(series_ids) || '.' || province_code
                || '.' || reference_year
            from cells
        )
        select inputs.parameter_id
        from inputs
        left join dim_parameter using (parameter_id)
        left join dim_reference as r on dim_parameter.source_key = r.source_key
        where r.source_key is null
        """
    ).fetchall()
    assert orphans == []
    unrooted = warehouse.execute(
        """
        select count(*) from fct_emissions as e
        where e.emission_t is not null and not exists (
            select 1 from fct_emission_factors as f
            inner join fct_factor_operands as o on f.node_id = o.factor_node_id
            where f.method_id = e.method_id and f.province_code = e.province_code
                and f.sub_source_id = e.sub_source_id
                and f.reference_year = e.reference_year
        )
        """
    ).fetchone()
    assert unrooted == (0,)


def test_explanation_names_value_seed_and_licence(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    subject = read_subject(
        warehouse,
        method="literature",
        province="Hebei",
        source="industry_sm",
        year=2019,
    )
    assert subject.province_code == "130000"
    text = "\n".join(explanation_lines(*explain(warehouse, subject)))
    # 241.577 Mt of steel at 1 g/t.
    assert text.startswith("241.577 t of vanadium")
    assert "seeds/yearbook/raw_yearbook__crude_steel.csv" in text
    assert "licence: public domain" in text


def test_unknown_names_are_answered_with_what_there_is(published_file: object) -> None:
    result = CliRunner().invoke(app, ["explain", "--source", "coal"])
    assert result.exit_code == 1
    assert "source 'coal' is none of: coal_ck, coal_rc" in result.output


def test_an_empty_cell_is_named(published_file: object) -> None:
    result = CliRunner().invoke(
        app, ["explain", "--province", "Tibet", "--source", "coal_rc"]
    )
    assert result.exit_code == 1
    assert "no figure for 540000, coal_rc, literature" in result.output
