"""The chain as a whole: inputs refused, flows that balance, carbon that adds up."""

import duckdb
import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from vanadis.chain.adjustment import adjust_balances
from vanadis.chain.balance import S1, S2, S3, S5, balance
from vanadis.chain.costs import without_scrap
from vanadis.chain.inputs import (
    ChainInputError,
    Draws,
    check_parameters,
    check_stage_balances,
    draw_inputs,
)
from vanadis.chain.measures import KEYS, chain_measures
from vanadis.chain.solve import Chain, solve_chain

SEED = 20150101
NO_BALANCES = pd.DataFrame(
    columns=["stage_id", "reference_year", "feed_v_t", "yield_frac", "output_v_t"]
)
WEIGHTS = pd.DataFrame(
    {
        "criterion": ["unit_cost", "carbon_intensity", "output", "trade", "linkage"],
        "weight_frac": 0.2,
    }
)
PRINTED = pd.DataFrame(
    {
        "stage_id": ["s1", "s2", "s3", "s4", "s5"],
        "criterion": "output",
        "criterion_value": [1.0, 2.0, 3.0, 4.0, 5.0],
        "unit": "t",
    }
)


@pytest.fixture
def parameters(warehouse: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    return warehouse.sql("select * from dim_chain_parameter").df()


@pytest.fixture
def chain(parameters: pd.DataFrame) -> Chain:
    return solve_chain(parameters, NO_BALANCES, n_draws=300, seed=SEED)


def measures(parameters: pd.DataFrame, n_draws: int) -> pd.DataFrame:
    frame = chain_measures(
        parameters, NO_BALANCES, WEIGHTS, PRINTED, n_draws=n_draws, seed=SEED
    )
    return frame.sort_values(KEYS).reset_index(drop=True)


def with_value(frame: pd.DataFrame, name: str, **values: object) -> pd.DataFrame:
    changed = frame.copy()
    for column, value in values.items():
        changed.loc[changed["parameter_id"] == name, column] = value
    return changed


# ---------- bad input


@pytest.mark.parametrize("value", [0.0, -0.1, 1.0001, 85.0])
def test_a_yield_outside_zero_to_one__stops_with_its_name(
    parameters: pd.DataFrame, value: float
) -> None:
    broken = with_value(parameters, "yield.s4", point_value=value)
    with pytest.raises(ChainInputError, match=r"'yield\.s4'.*yield in \(0, 1\]"):
        check_parameters(broken)


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("unit", "kg", "known unit"),
        ("stage_id", "s6", "known stage"),
        ("quantity", "yeild", "known quantity"),
        ("high_value", 1.2, "yield in"),
    ],
)
def test_a_parameter_that_breaks_a_rule__is_named_with_the_rule(
    parameters: pd.DataFrame, column: str, value: object, rule: str
) -> None:
    broken = with_value(parameters, "yield.s5", **{column: value})
    with pytest.raises(ChainInputError, match=rf"'yield\.s5'.*{rule}"):
        draw_inputs(broken, n_draws=2, seed=SEED)


def test_a_missing_parameter__is_named(parameters: pd.DataFrame) -> None:
    less = parameters[parameters["parameter_id"] != "yield.s4"]
    with pytest.raises(ChainInputError, match="'yield' of 's4'"):
        solve_chain(less, NO_BALANCES, n_draws=2, seed=SEED)


def own_balance(**values: object) -> pd.DataFrame:
    row = {
        "stage_id": "s2",
        "reference_year": 2019,
        "feed_v_t": np.nan,
        "yield_frac": np.nan,
        "output_v_t": np.nan,
    }
    return pd.DataFrame([{**row, **values}])


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"feed_v_t": 150.0, "yield_frac": 0.8, "output_v_t": 100.0}, "feed x yield"),
        ({"yield_frac": 1.5}, "yield in"),
        ({"stage_id": "s9"}, "known stage"),
    ],
)
def test_a_user_row_that_contradicts_itself__stops_with_row_and_rule(
    values: dict[str, object], rule: str
) -> None:
    with pytest.raises(ChainInputError, match=rf"stage_balances, s\d 2019.*{rule}"):
        check_stage_balances(own_balance(**values))


def test_a_user_row_that_agrees_with_itself__is_taken(chain: Chain) -> None:
    own = own_balance(feed_v_t=150.0, yield_frac=0.8, output_v_t=120.0)
    check_stage_balances(own)
    flows = balance(chain.draws, own)
    year = flows.years.index(2019)
    assert flows.outputs[year, 0, S2] == pytest.approx(120.0)
    assert flows.feeds[year, 0, S2] == pytest.approx(150.0)
    # The relative spread of the law stays.
    before = chain.balance.outputs[year, 1:, S2]
    after = flows.outputs[year, 1:, S2]
    assert after.std() / after.mean() == pytest.approx(before.std() / before.mean())


@pytest.mark.parametrize("stage", ["s1", "s2", "s3", "s4", "s5"])
def test_a_user_output__moves_mass_pace_and_carbon_alike(
    parameters: pd.DataFrame, stage: str
) -> None:
    def results(balances: pd.DataFrame) -> pd.Series:
        frame = chain_measures(
            parameters, balances, WEIGHTS, PRINTED, n_draws=3, seed=SEED
        )
        frame = frame[
            (frame["track"] == "physical")
            & (frame["stage_id"] == stage)
            & (frame["reference_year"] == 2019)
            & frame["variant"].isna()
        ]
        return frame.set_index("measure")["point_value"]

    before = results(NO_BALANCES)
    twice = own_balance(stage_id=stage, output_v_t=2 * before["output_v"])
    ratio = results(twice) / before
    for measure in ("output_v", "output_mass", "output_per_day", "emission_co2"):
        assert ratio[measure] == pytest.approx(2.0), measure
    for measure in ("yield", "carbon_intensity", "carbon_intensity_v"):
        assert ratio[measure] == pytest.approx(1.0), measure


def test_a_user_feed__gives_the_output_by_the_yield(chain: Chain) -> None:
    flows = balance(chain.draws, own_balance(feed_v_t=1000.0, yield_frac=0.5))
    assert flows.outputs[flows.years.index(2019), 0, S2] == pytest.approx(500.0)


def test_a_shock_year_without_flows__is_refused(parameters: pd.DataFrame) -> None:
    broken = with_value(parameters, "shock.year", point_value=2030.0)
    with pytest.raises(ChainInputError, match=r"shock\.year.*2015 to 2022"):
        check_parameters(broken)


def test_two_laws_for_one_figure__are_refused(parameters: pd.DataFrame) -> None:
    twin = parameters[parameters["parameter_id"] == "import_slag.after_ban"]
    twin = twin.assign(parameter_id="import_slag.mine", first_year=2020)
    with pytest.raises(ChainInputError, match=r"one law each.*vanadium_slag 2020"):
        draw_inputs(pd.concat([parameters, twin]), n_draws=2, seed=SEED)


def test_a_loop_that_returns_more_than_it_takes__names_the_year(
    parameters: pd.DataFrame,
) -> None:
    flood = own_balance(stage_id="s5", output_v_t=200_000.0)
    with pytest.raises(ChainInputError, match=r"flows of 2019.*spectral radius"):
        solve_chain(parameters, flood, n_draws=2, seed=SEED)


# ---------- draws


def test_draws__follow_the_law_of_the_parameter(parameters: pd.DataFrame) -> None:
    n_draws = 10_000
    draws = draw_inputs(parameters, n_draws=n_draws, seed=SEED)
    mine = draws.by_year("mine_output", "s1")[draws.years.index(2015), 1:]
    # Normal, 42000 t V with 10 %: mean within four standard errors.
    assert mine.mean() == pytest.approx(42_000, abs=4 * 4_200 / n_draws**0.5)
    assert stats.kstest(mine, stats.norm(42_000, 4_200).cdf).pvalue > 1e-3
    yields = draws.constant("yield", "s4")[1:]
    triangle = stats.triang((0.92 - 0.85) / 0.12, 0.85, 0.12)
    assert stats.kstest(yields, triangle.cdf).pvalue > 1e-3


def test_a_law_of_several_years__is_one_draw(chain: Chain) -> None:
    imported = chain.draws.by_year("import", "vanadium_slag")
    years = chain.draws.years
    assert_allclose(imported[years.index(2015)], imported[years.index(2017)])
    assert imported[years.index(2017), 0] == 1550
    assert imported[years.index(2018), 0] == 150


def test_by_year__keeps_unknown_years_unknown() -> None:
    draws = Draws(years=(2015, 2016), size=2, values={("x", "a", 2016): np.ones(2)})
    assert np.isnan(draws.by_year("x", "a")[0]).all()


def test_measures__do_not_depend_on_row_order(parameters: pd.DataFrame) -> None:
    shuffled = parameters.sample(frac=1, random_state=7)
    pd.testing.assert_frame_equal(
        measures(parameters, 40), measures(shuffled, 40), check_exact=True
    )


def test_measures__without_spread_have_intervals_of_no_width(
    parameters: pd.DataFrame,
) -> None:
    frame = measures(parameters.assign(law_family="fixed"), 3)
    frame = frame[(frame["track"] == "physical") & frame["p500_value"].notna()]
    assert len(frame) > 2000
    for percentile in ("p025_value", "p500_value", "p975_value"):
        assert_allclose(frame[percentile], frame["point_value"], rtol=1e-12, atol=1e-12)


# ---------- mass, money, carbon


def test_balance__closes_with_its_residual_in_every_draw(chain: Chain) -> None:
    flows = chain.balance
    arriving = flows.flows.sum(axis=-2)
    unrecorded = np.maximum(np.nan_to_num(flows.residuals), 0.0)
    bought = {
        S2: flows.imports[..., S1] + flows.imports[..., S5],
        S3: flows.imports[..., S2],
    }
    for stage, imported in bought.items():
        supply = arriving[..., stage] + imported + unrecorded[..., stage]
        assert_allclose(supply, flows.feeds[..., stage], rtol=1e-9)
    assert_allclose(flows.feeds * flows.yields, flows.outputs, rtol=1e-12)
    assert np.all(flows.outputs - flows.flows.sum(axis=-1) >= -1e-9)


def test_balance__finds_unrecorded_supply_of_oxide_from_2017(chain: Chain) -> None:
    residuals = chain.balance.residuals[:, 1:, S2]
    low = np.percentile(residuals, 2.5, axis=1)
    flagged = [year for year, end in zip(chain.years, low, strict=True) if end > 0]
    assert flagged == [2017, 2018, 2019, 2020, 2021, 2022]


def test_embodied_carbon__of_final_demand_is_all_carbon(chain: Chain) -> None:
    carbon, flows = chain.carbon, chain.balance
    demand = flows.outputs - without_scrap(flows.flows).sum(axis=-1)
    assert_allclose(
        (carbon.embodied * demand).sum(axis=-1),
        carbon.emissions.sum(axis=-1),
        rtol=1e-9,
    )


def test_domestic_cost__of_final_demand_is_all_own_cost(chain: Chain) -> None:
    flows = chain.balance
    demand = flows.outputs - without_scrap(flows.flows).sum(axis=-1)
    assert_allclose(
        (chain.costs.domestic * demand).sum(axis=-1),
        (chain.costs.own * flows.outputs).sum(axis=-1),
        rtol=1e-9,
    )


def test_own_cost__is_price_less_feed(chain: Chain) -> None:
    costs, flows = chain.costs, chain.balance
    # Oxide stage: by hand from the feed of one draw.
    year, draw = 3, 5
    secondary = flows.flows[year, draw, S5, S2] + flows.imports[year, draw, S5]
    primary = flows.feeds[year, draw, S2] - secondary
    paid = (
        primary * costs.price[year, draw, S1] + secondary * costs.price[year, draw, S5]
    ) / flows.outputs[year, draw, S2]
    assert costs.own[year, draw, S2] == pytest.approx(
        costs.price[year, draw, S2] - paid
    )


# ---------- reconciliation


def test_adjusted_flows__say_what_they_rest_on(
    parameters: pd.DataFrame, warehouse: duckdb.DuckDBPyConnection
) -> None:
    bases = warehouse.sql("select * from dim_basis").df()
    flows = adjust_balances(parameters, NO_BALANCES, bases, n_draws=2000, seed=SEED)
    flows = flows.set_index(["reference_year", "flow_id"])
    # World Mining Data from 2018; before, the paper's output x an estimated content.
    assert flows.loc[(2018, "output_s2"), "basis"] == "published"
    assert flows.loc[(2017, "output_s2"), "basis"] == "estimated"
    assert (2017, "output_s2_recovered") not in flows.index
    # Four stages with a feed, one of them open (nothing measures scrap): three
    # balances, and one more where two figures speak of S2.
    redundancy = flows.groupby("reference_year")["redundancy_count"].first()
    assert redundancy.to_dict() == {
        **dict.fromkeys(range(2015, 2018), 3),
        **dict.fromkeys(range(2018, 2023), 4),
    }
    # A vanadium content or a loss stands in each balance, and none is from a source.
    assert (flows["redundancy_sourced_count"] == 0).all()
    all_sourced = adjust_balances(
        parameters,
        NO_BALANCES,
        bases.assign(is_sourced=True),
        n_draws=2000,
        seed=SEED,
    )
    assert_allclose(
        all_sourced["redundancy_sourced_count"], all_sourced["redundancy_count"]
    )
    # The balance of S5 is open: its flows are taken as measured, none is tested.
    assert flows.loc[(2022, "loss_s5"), "adjusted_v_t"] == pytest.approx(
        flows.loc[(2022, "loss_s5"), "measured_v_t"], rel=0.01
    )
    assert pd.isna(flows.loc[(2022, "loss_s5"), "z_value"])
    assert pd.isna(flows.loc[(2022, "scrap_s4"), "measured_sd_v_t"])
