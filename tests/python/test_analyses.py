"""Every query in analyses/ runs on the published file and gives what it describes."""

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

ANALYSES = Path(__file__).resolve().parents[2] / "analyses"
QUERIES = {file.stem: file for file in sorted(ANALYSES.glob("*.sql"))}
DESCRIBED = {
    entry["name"]: entry
    for file in sorted(ANALYSES.glob("*.yml"))
    for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["analyses"]
}
UNIT = re.compile(
    r"_(t|kt|mt|kg|g|m3|tce|cny|usd|tco2e|count|frac|pct|coef|ratio|value|a|years"
    r"|\w+_per_\w+)$"
)


def rows(connection: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    """Return what an analysis gives, as one dict per row."""
    result = connection.execute(QUERIES[name].read_text(encoding="utf-8"))
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def only(found: list[dict[str, Any]], **wanted: object) -> dict[str, Any]:
    """Return the one row that has the wanted values."""
    matching = [row for row in found if wanted.items() <= row.items()]
    assert len(matching) == 1, f"{len(matching)} rows match {wanted}"
    return matching[0]


def test_every_query_is_described_and_every_description_has_a_query() -> None:
    assert QUERIES
    assert sorted(QUERIES) == sorted(DESCRIBED)


@pytest.mark.parametrize("name", QUERIES)
def test_query_opens_with_what_it_shows_and_how_to_run_it(name: str) -> None:
    text = QUERIES[name].read_text(encoding="utf-8")
    head = text.split("with\n")[0]
    assert head.startswith("-- ")
    assert f".read analyses/{name}.sql" in head
    assert "{{" not in text and "{%" not in text, "plain SQL, no Jinja"
    assert "Grain: one row per" in DESCRIBED[name]["description"]


@pytest.mark.parametrize("name", QUERIES)
def test_query_gives_the_described_columns_with_units(
    name: str, warehouse: duckdb.DuckDBPyConnection
) -> None:
    result = warehouse.execute(QUERIES[name].read_text(encoding="utf-8"))
    columns = {column[0]: str(column[1]) for column in result.description}
    assert result.fetchone() is not None, "no rows"
    assert list(columns) == [column["name"] for column in DESCRIBED[name]["columns"]]
    measured = [c for c, kind in columns.items() if kind in ("DOUBLE", "FLOAT")]
    assert [c for c in measured if not UNIT.search(c)] == [], "no unit at the end"


def test_fig1__closes_on_the_printed_fluxes(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    fluxes = rows(warehouse, "inventory_fig1_fluxes")
    # The anchors of paper_replica: 214820.1 t, 46.7 % coal, 0.1 t into water.
    total = only(fluxes, category_id="all", receptor_id="all")
    assert total["flux_paper_replica_t"] == pytest.approx(214820.1)
    coal = only(fluxes, category_id="coal", receptor_id="air")
    assert coal["flux_paper_replica_t"] == pytest.approx(100320.9867)
    water = only(fluxes, category_id="all", receptor_id="water")
    assert water["flux_paper_replica_t"] == pytest.approx(0.1)
    for method in ("paper_replica", "literature"):
        into = [
            row[f"flux_{method}_t"] for row in fluxes if row["category_id"] != "all"
        ]
        assert sum(into) == pytest.approx(total[f"flux_{method}_t"])


def test_fig2__steel_is_output_times_factor(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    # 803.825 Mt of crude steel in 2015 at 1.0 g/t.
    found = rows(warehouse, "inventory_fig2b_to_f_sub_sources")
    steel = only(found, sub_source_id="industry_sm", reference_year=2015)
    assert steel["panel"] == "e"
    assert steel["emission_literature_t"] == pytest.approx(803.825)
    yearly = rows(warehouse, "inventory_fig2a_categories")
    industry = only(yearly, category_id="industry", reference_year=2015)
    parts = [
        row["emission_literature_t"]
        for row in found
        if row["panel"] == "e" and row["reference_year"] == 2015
    ]
    assert sum(parts) == pytest.approx(industry["emission_literature_t"])


def test_fig3_and_tables__agree_on_hebei_steel(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    # Hebei: 188.32 Mt in 2015, 241.577 Mt in 2019, at 1.0 g/t.
    change = only(
        rows(warehouse, "inventory_fig3_changes"),
        area_id="130000",
        sub_source_id="industry_sm",
    )
    assert change["change_literature_t"] == pytest.approx(241.577 - 188.32)
    table = only(
        rows(warehouse, "inventory_tables_s1_to_s18"),
        table_id="industry_sm",
        province_code="130000",
    )
    assert table["emission_literature_2015_t"] == pytest.approx(188.32)
    assert table["emission_literature_2019_t"] == pytest.approx(241.577)


def test_fig3__adds_provinces_up_to_china(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    found = [
        row
        for row in rows(warehouse, "inventory_fig3_changes")
        if row["category_id"] == "all"
    ]
    china = only(found, area_kind="china")
    regions = [row for row in found if row["area_kind"] == "region"]
    assert len(regions) == 7
    # Transport is national in paper_replica; in literature only mined vanadium is.
    unallocated = only(
        rows(warehouse, "inventory_tables_s1_to_s18"),
        table_id="all",
        province_code="000000",
    )
    for method in ("paper_replica", "literature"):
        name = f"emission_2015_{method}_t"
        placed = sum(row[name] for row in regions)
        apart = unallocated[f"emission_{method}_2015_t"]
        assert placed + apart == pytest.approx(china[name])


def test_tables__are_eighteen_and_say_why_a_figure_is_missing(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    tables = rows(warehouse, "inventory_tables_s1_to_s18")
    assert len({row["table_id"] for row in tables}) == 18
    tibet = only(tables, table_id="coal_rc", province_code="540000")
    assert tibet["emission_literature_2019_t"] is None
    assert tibet["notation_key_literature"] == "NE"


def test_figs2_and_figs3__shares_add_up_to_a_hundred(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    shares = rows(warehouse, "inventory_figs2_shares")
    assert only(shares, sub_source_id="coal_rc")[
        "category_share_paper_replica_pct"
    ] == pytest.approx(91.6)
    for method in ("paper_replica", "literature"):
        total = sum(row[f"total_share_{method}_pct"] for row in shares)
        assert total == pytest.approx(100)
    ranked = rows(warehouse, "inventory_figs3_cumulative")
    first = only(ranked, category_id="all", rank_paper_replica=1)
    assert first["province_name"] == "Shandong"


def test_oil_double_count__is_transport_gasoline_at_the_stationary_factor(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    # 2015: 48.8857329 Mt at 3741.4 t over the 287.5647876 Mt of 2015 and 2019.
    found = rows(warehouse, "inventory_oil_double_count")
    gasoline = only(found, reference_year=2015, fuel="gasoline")
    assert gasoline["double_counted_fuel_t"] == pytest.approx(48_885_732.9)
    expected = 48.8857329 * 3741.4 / 287.5647876
    assert gasoline["double_counted_emission_t"] == pytest.approx(expected)


def test_released_over_contained__lists_the_light_oils_of_the_paper(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    found = rows(warehouse, "inventory_released_over_contained")
    # 13.010633 g/t released where 0.005 g/t is contained.
    gasoline = only(found, method_id="paper_replica", sub_source_id="oil_go")
    ratio = gasoline["released_over_contained_highest_ratio"]
    assert ratio == pytest.approx(3741.4 / 287.5647876 / 0.005)
    breaching = {row["method_id"] for row in found if row["is_breach"]}
    assert breaching == {"paper_replica"}


def test_drivers__sum_exactly_and_factors_do_not_move(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    found = rows(warehouse, "inventory_drivers")
    assert len(found) == 31 + 7 + 1
    for row in found:
        for method in ("paper_replica", "literature"):
            effects = sum(
                row[f"{effect}_effect_{method}_t"]
                for effect in ("activity", "structure", "factor")
            )
            assert effects == pytest.approx(row[f"change_{method}_t"], abs=1e-9)
            # No factor of either method has a year.
            assert row[f"factor_effect_{method}_t"] == pytest.approx(0, abs=1e-9)


def test_drivers_between_provinces__is_all_activity_where_one_factor_serves_all(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    found = rows(warehouse, "inventory_drivers_between_provinces")
    steel = only(found, sub_source_id="industry_sm")
    assert steel["activity_share_literature_pct"] == pytest.approx(100)
    assert steel["factor_range_literature_ratio"] == pytest.approx(1)
    # Raw coal is burnt in other mixes of boilers, so its mean factor differs.
    coal = only(found, sub_source_id="coal_rc")
    assert coal["factor_range_literature_ratio"] > 2
    shares = coal["activity_share_literature_pct"] + coal["factor_share_literature_pct"]
    assert shares == pytest.approx(100)


def test_decision_tree__covers_every_tonne(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    tiers = rows(warehouse, "inventory_figs1_decision_tree")
    resting = sum(row["emission_paper_replica_t"] or 0 for row in tiers)
    assert resting == pytest.approx(214820.1)


def test_context__divides_by_the_people_of_the_year(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    # Beijing 2019: 3544.51 thousand million CNY, 21.90 million people.
    beijing = only(rows(warehouse, "inventory_context"), province_code="110000")
    assert beijing["gdp_2019_cny_per_head"] == pytest.approx(3544.51e9 / 21.90e6)


def test_table1__counts_no_province_for_the_national_transport_of_the_paper(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    found = rows(warehouse, "inventory_table1_sources")
    transport = only(found, sub_source_id="transport_go")
    assert transport["provinces_paper_replica_count"] == 0
    assert transport["provinces_literature_count"] == 30
