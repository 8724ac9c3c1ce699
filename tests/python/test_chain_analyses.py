"""Figures and tables of the chain paper as the analyses give them."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest

ANALYSES = Path(__file__).resolve().parents[2] / "analyses"


def rows(warehouse: duckdb.DuckDBPyConnection, name: str) -> pd.DataFrame:
    return warehouse.sql((ANALYSES / f"{name}.sql").read_text(encoding="utf-8")).df()


def test_table_s1__is_printed_cell_by_cell(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    table = rows(warehouse, "chain_tables1_forward_linkages").set_index(
        "reference_year"
    )
    assert table.shape == (8, 5)
    assert table.loc[2017].tolist() == [0.04, 0.083, 0.059, 0.110, 0.00165]
    assert table.loc[2022].tolist() == [0.07, 0.133, 0.092, 0.113, 0.00253]


def test_table_s2__follows_in_all_forty_cells(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    table = rows(warehouse, "chain_tables2_backward_linkages")
    assert len(table) == 40 and table["is_inside"].all()
    # S3 pulls S2 in 2022: 0.133 / 1.6 to 0.134 / 1.6.
    cell = table[
        (table["pulled_stage_id"] == "s2") & (table["reference_year"] == 2022)
    ].iloc[0]
    assert cell["backward_value"] == 0.083
    assert cell["predicted_low_value"] == pytest.approx(0.083125)
    assert cell["predicted_high_value"] == pytest.approx(0.08375)
    assert cell["constant_ratio"] == 1.6


def test_table_s3__shows_both_slips_of_the_decimal_point(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    table = rows(warehouse, "chain_tables3_shock_responses")
    assert len(table) == 15
    corrected = table[table["is_corrected"]].set_index("stage_id")
    assert corrected["printed_coef"].to_dict() == {"s3": 0.85, "s4": 0.88}
    assert corrected["corrected_coef"].to_dict() == {"s3": 0.085, "s4": 0.088}


def test_costs__are_read_as_ten_thousand_rmb_per_t(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    table = rows(warehouse, "chain_figs4_costs")
    assert len(table) == 40
    cell = table[(table["stage_id"] == "s2") & (table["reference_year"] == 2018)]
    assert cell["cost_printed_cny_per_t"].item() == pytest.approx(251_090)
    # 212.170894 MUSD over 6143.391 t at 6.6187 CNY/USD, times 1.125, over 0.56 t V/t.
    price = 212_170_894 / 6143.391 * 6.6187 * 1.125 / 0.56
    assert cell["price_v_cny_per_t"].item() == pytest.approx(price, rel=1e-9)
    assert (table["status"] == "stored").sum() == 13


def test_trade__drops_the_slag_booked_as_ferrovanadium(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    table = rows(warehouse, "chain_figs2_product_trade")
    cell = table[
        (table["product_id"] == "ferrovanadium")
        & (table["flow"] == "import")
        & (table["reference_year"] == 2016)
    ]
    assert 10 < cell["quantity_t"].item() < 14
    missing = table[table["status"] == "missing"]["product_id"].unique()
    assert sorted(missing) == ["vanadium_nitride", "vanadium_slag", "vanadium_steel"]


def test_unit_time_output__is_output_over_days(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    table = rows(warehouse, "chain_figs1_unit_time_output")
    steel = table[
        (table["product_id"] == "vanadium_steel") & (table["reference_year"] == 2022)
    ]
    # 113000 to 114000 t over 330 days; the paper prints 1060 t/d.
    assert steel["output_t_per_d"].item() == pytest.approx(113_500 / 330)
    assert steel["stage_output_printed_t_per_d"].item() == 1060


def test_contradictions__list_thirteen_with_arithmetic(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    table = rows(warehouse, "chain_contradictions")
    assert table["contradiction_id"].nunique() == 13
    emission = table[(table["contradiction_id"] == "k04") & (table["line_no"] == 2)]
    assert emission["left_value"].item() == pytest.approx(43_700 / 3.31)
    assert emission["right_value"].item() == 133_400
    costs = table[(table["contradiction_id"] == "k05") & (table["line_no"] == 1)]
    assert costs["left_value"].item() == pytest.approx(4 * 379_790)
    assert costs["right_value"].item() == pytest.approx(8 * 173_400)


def test_priorities__put_s4_s2_s3_first_on_the_printed_figures(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    table = rows(warehouse, "chain_priorities").set_index("stage_id")
    assert table["paper_rank"].to_dict() == {
        "s4": 1,
        "s2": 2,
        "s3": 3,
        "s1": 4,
        "s5": 5,
    }
    first = table["printed_rule_rank"].sort_values().index[:3].tolist()
    assert first == ["s4", "s2", "s3"]
    chances = table[[f"rank_{rank}_frac" for rank in range(1, 6)]]
    assert chances.sum(axis=1).tolist() == pytest.approx([1.0] * 5)
    assert chances.sum(axis=0).tolist() == pytest.approx([1.0] * 5)


def test_balances__are_rejected_where_supply_went_unrecorded(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    table = rows(warehouse, "chain_balances").set_index("reference_year")
    assert table.index[table["is_rejected"]].tolist() == [2017, 2018, 2019, 2020, 2022]
    assert (table["redundancy_count"] >= 3).all()


def test_bridge__adds_smelting_and_products_to_one_method_only(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    table = rows(warehouse, "chain_inventory_bridge").set_index(
        ["sub_source_id", "reference_year"]
    )
    smelting = table.loc[("industry_vs", 2018)]
    # 53200 t V (World Mining Data) x 30 kg/t.
    assert smelting["emission_literature_with_chain_t"] == pytest.approx(1596)
    assert pd.isna(smelting["emission_literature_t"])
    mining = table.loc[("industry_vm", 2015)]
    # 42000 t V x 1.5 kg/t.
    assert mining["emission_literature_with_chain_t"] == pytest.approx(63)
    others = warehouse.sql(
        """
        select count(*)
        from fct_emissions as extended
        inner join fct_emissions as base
            on
                extended.province_code = base.province_code
                and extended.sub_source_id = base.sub_source_id
                and extended.reference_year = base.reference_year
        where
            extended.method_id = 'literature_with_chain'
            and base.method_id = 'literature'
            and extended.sub_source_id != 'industry_vm'
            and extended.emission_t is distinct from base.emission_t
        """
    ).fetchone()
    assert others == (0,)
