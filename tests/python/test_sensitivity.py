"""Sensitivities against scipy, the Ishigami function and cases with known answers."""

import math

import numpy as np
import pytest
from inventory_example import activities, correlations, inventory, parameters
from scipy import stats
from test_montecarlo import fixed_parameters

from vanadis.montecarlo import simulate
from vanadis.sensitivity import (
    correlation_p,
    first_order_index,
    sensitivities,
    share_interval,
    standardised,
)
from vanadis.streams import uniforms
from vanadis.uncertain_inputs import outputs, simulation_inputs
from vanadis.value_of_information import value_of_information


def test_given_data_index_on_ishigami():
    # Ishigami and Homma (1990), a = 7, b = 0.1: S1 = 0.3139, S2 = 0.4424, S3 = 0.
    x = math.pi * (2 * uniforms(["x1", "x2", "x3"], seed=1, n_draws=50_000) - 1)
    y = np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])
    found = [first_order_index(row, y) for row in x]
    np.testing.assert_allclose(found, [0.3139, 0.4424, 0.0], atol=0.015)


def test_correlations_and_p_values_are_scipys():
    x, noise = uniforms(["x", "noise"], seed=2, n_draws=500)
    y = 0.1 * x + noise
    r = standardised(x[None, :])[0] @ standardised(y[None, :])[0]
    expected = stats.pearsonr(x, y)
    assert r == pytest.approx(expected.statistic, rel=1e-10)
    p = correlation_p(np.array([r]), 500)[0]
    assert p == pytest.approx(expected.pvalue, rel=1e-8)
    ranks = stats.rankdata(np.array([x, y]), axis=1)
    rho = np.prod(standardised(ranks), axis=0).sum()
    assert rho == pytest.approx(stats.spearmanr(x, y).statistic, rel=1e-10)


def test_share_interval_covers_the_true_share():
    # y = 2 a + b with equal variances: the share of a is 4/5 exactly.
    hits = 0
    for seed in range(100):
        a, b = uniforms(["a", "b"], seed=seed, n_draws=1000)
        low, high = share_interval(a[None, :], 2 * a + b)
        hits += low[0] <= 0.8 <= high[0]
    # Binomial(100, 0.95) is below 88 once in a thousand.
    assert hits >= 88


def test_table_finds_the_drivers_and_ignores_strangers():
    run = simulate(inventory(), seed=5, n_draws=4000)
    table = sensitivities(run)
    steel = table[table["sub_source_id"] == "industry_sm"].set_index("parameter_id")
    assert set(steel.index) == {
        "steel_factor",
        "activity.industry",
        "activity.industry_sm",
    }
    assert steel["influence_rank"].idxmin() == "steel_factor"
    # Squared spreads: factor 0.25 against 0.0025 for the activity.
    assert steel.loc["steel_factor", "variance_share_frac"] == pytest.approx(
        0.99, abs=0.02
    )
    assert steel.loc["steel_factor", "first_order_frac"] == pytest.approx(
        0.99, abs=0.02
    )
    coal = table[table["sub_source_id"] == "coal_rc"].set_index("parameter_id")
    assert coal.loc["removal", "pearson_coef"] < 0
    assert (table["pearson_adjusted_p"] >= table["pearson_p"]).all()
    national = table[table["level"] == "national"]
    np.testing.assert_allclose(
        national["pearson_adjusted_p"],
        stats.false_discovery_control(national["pearson_p"]),
    )


def test_independent_shares_add_up_to_one():
    model = inventory(correlations=correlations().iloc[:0])
    table = sensitivities(simulate(model, seed=5, n_draws=20_000))
    for _, rows in table.groupby(
        ["level", "sub_source_id", "category_id"], dropna=False
    ):
        assert rows["variance_share_frac"].sum() == pytest.approx(1.0, abs=0.06)


def test_halving_the_only_uncertain_input_halves_the_interval():
    steel = activities()[activities()["sub_source_id"] == "industry_sm"]
    only_factor = inventory(
        activities=steel.assign(family="fixed"),
        parameters=fixed_parameters(steel_factor={"family": "normal", "cv_frac": 0.2}),
    )
    only_shared = inventory(
        activities=steel.assign(systematic_share_frac=1.0),
        parameters=fixed_parameters(),
    )
    only_own = inventory(
        activities=steel.assign(systematic_share_frac=0.0),
        parameters=fixed_parameters(),
    )
    for model, name in [
        (only_factor, "steel_factor"),
        (only_shared, "activity.industry"),
        (only_own, "activity.industry_sm"),
    ]:
        table = value_of_information(simulate(model, seed=1, n_draws=500))
        assert table["parameter_id"].tolist() == [name]
        assert table["width_reduction_pct"].iloc[0] == pytest.approx(50.0, rel=1e-9)


def test_value_is_what_a_second_simulation_finds():
    # Halve a normal parameter's spread in the seed row instead, and simulate again.
    def model(cv):
        frame = parameters()
        frame.loc[frame["parameter_id"] == "content", "family"] = "normal"
        frame.loc[frame["parameter_id"] == "content", "cv_frac"] = cv
        return inventory(parameters=frame)

    def width(run):
        low, high = np.quantile(outputs(run)["national", ""], [0.025, 0.975])
        return high - low

    wide = simulate(model(0.3), seed=8, n_draws=4000)
    narrow = simulate(model(0.15), seed=8, n_draws=4000)
    table = value_of_information(wide).set_index("parameter_id")
    # The sample mean is 0.5 % of an sd away from the law's: so much may differ.
    assert table.loc["content", "halved_width_t"] == pytest.approx(
        width(narrow), rel=0.01
    )
    assert table.loc["content", "interval_width_t"] == pytest.approx(width(wide))


def test_inputs_that_do_not_vary_are_left_out():
    model = inventory(
        activities=activities().assign(family="fixed"),
        parameters=fixed_parameters(content={"family": "normal", "cv_frac": 0.1}),
    )
    assert simulation_inputs(simulate(model, seed=1, n_draws=50)).names == ("content",)
