"""The Monte Carlo against closed forms, and the same to the bit however it is run."""

import math
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest
from inventory_example import activities, inventory, parameters, terms
from scipy import stats

from vanadis.distributions import SpreadError
from vanadis.inventory_model import Cell
from vanadis.inventory_rows import split_cv
from vanadis.montecarlo import run_provinces, simulate, start
from vanadis.uncertain_inputs import outputs

SEED = 20150101


def row(intervals, level, year=None, **ids):
    """The one row of a level, key and year."""
    keep = intervals["level"] == level
    keep &= (
        intervals["reference_year"].isna()
        if year is None
        else intervals["reference_year"] == year
    )
    for column, value in ids.items():
        keep &= intervals[column] == value
    found = intervals[keep]
    assert len(found) == 1
    return found.iloc[0]


def only(**columns):
    """Activity rows cut down to given values, all exactly known but the named."""
    rows = activities()
    for column, value in columns.items():
        rows = rows[rows[column] == value]
    return rows.assign(family="fixed")


def fixed_parameters(**replaced):
    frame = parameters().assign(family="fixed").set_index("parameter_id")
    for name, figures in replaced.items():
        for column, value in figures.items():
            frame.loc[name, column] = value
    return frame.reset_index()


def province_results(model=None, n_draws=300, **options):
    """What each province of one method contributes."""
    run = start(model or inventory(), seed=SEED, n_draws=n_draws, **options)
    return [result for _, result in run_provinces({"": run})]


def test_product_of_lognormals_is_the_closed_form():
    # Emission = activity x factor, both lognormal of mean one: log sd^2 adds up.
    cv_factor, cv_activity = 0.5, 0.2
    rows = only(sub_source_id="industry_sm", reference_year=2015)
    rows = rows[rows["province_code"] == "110000"]
    rows = rows.assign(family="lognormal", cv_frac=cv_activity, systematic_share_frac=0)
    model = inventory(
        activities=rows,
        parameters=fixed_parameters(
            steel_factor={"family": "lognormal", "cv_frac": cv_factor}
        ),
    )
    n = 40_000
    got = row(simulate(model, seed=SEED, n_draws=n).intervals, "national", 2015)
    point = 5e6 * 0.0015 / 1000
    sigma = math.sqrt(math.log1p(cv_factor**2) + math.log1p(cv_activity**2))
    law = stats.lognorm(sigma, scale=point * math.exp(-(sigma**2) / 2))
    assert got["emission_t"] == pytest.approx(point, rel=1e-14)
    se_mean = law.std() / math.sqrt(n)
    assert got["emission_mean_t"] == pytest.approx(point, abs=4 * se_mean)
    for column, p in [("p025", 0.025), ("p500", 0.5), ("p975", 0.975)]:
        q = law.ppf(p)
        se = math.sqrt(p * (1 - p) / n) / law.pdf(q)
        assert got[f"emission_{column}_t"] == pytest.approx(q, abs=4 * se)


def test_sum_of_normals_is_the_closed_form():
    # Four provinces of 5, 10, 15, 20 Mt; factor exact; cv 5 %, half of the variance
    # systematic: the shared part adds up linearly, the own parts in quadrature.
    rows = only(sub_source_id="industry_sm", reference_year=2015)
    rows = rows.assign(family="normal", cv_frac=0.05, systematic_share_frac=0.5)
    model = inventory(activities=rows, parameters=fixed_parameters())
    n = 40_000
    got = row(simulate(model, seed=SEED, n_draws=n).intervals, "national", 2015)
    parts = np.array([5e6, 10e6, 15e6, 20e6]) * 0.0015 / 1000
    shared, own = split_cv(0.05, 0.5)
    # Var(S sum(e P)) = (1 + s^2)(T^2 + o^2 sum(e^2)) - T^2
    squares = (parts**2).sum()
    variance = (1 + shared**2) * (parts.sum() ** 2 + own**2 * squares)
    sd = math.sqrt(variance - parts.sum() ** 2)
    assert got["emission_mean_t"] == pytest.approx(
        parts.sum(), abs=4 * sd / math.sqrt(n)
    )
    assert got["emission_sd_t"] == pytest.approx(sd, abs=4 * sd / math.sqrt(2 * n))


def test_own_and_shared_part_have_the_whole_spread():
    shared, own = split_cv(0.2, 0.3)
    assert shared**2 == pytest.approx(0.3 * 0.04)
    assert (1 + shared**2) * (1 + own**2) == pytest.approx(1.04)


def test_zero_spread_is_the_point_on_every_level():
    model = inventory().without_spread()
    intervals = simulate(model, seed=1, n_draws=7).intervals
    for column in ["mean", "p025", "p500", "p975"]:
        np.testing.assert_allclose(
            intervals[f"emission_{column}_t"], intervals["emission_t"], rtol=1e-12
        )
    coal = 0.035 * 0.8 * (1 - 0.7 * 0.9)
    by_hand = 1e7 * 1.5 * (1 + 2 + 3 + 4) * coal / 1000
    got = row(intervals, "sub_source", 2015, sub_source_id="coal_rc")
    assert got["emission_t"] == pytest.approx(by_hand, rel=1e-12)


def test_levels_add_up_draw_by_draw():
    run = simulate(inventory(), seed=SEED, n_draws=300)
    cells = sum(r.draws.emissions.sum(axis=0) for r in province_results())
    national = outputs(run)["national", ""]
    np.testing.assert_allclose(cells, national, rtol=1e-12)
    got = row(run.intervals, "national")
    assert got["emission_mean_t"] == pytest.approx(national.mean(), rel=1e-12)
    assert got["emission_p975_t"] == pytest.approx(
        np.quantile(national, 0.975), rel=1e-12
    )


def test_a_province_emits_to_each_receptor():
    run = simulate(inventory(), seed=SEED, n_draws=300)
    found = run.intervals
    levels = {"cell", "province_category", "province_receptor", "province"}
    levels |= {"sub_source", "category", "receptor", "region", "national"}
    assert set(found["level"]) == levels | {f"{level}_trend" for level in levels}
    keys = {"province_code": "120000", "receptor_id": "air"}
    # To air go coal and steel; waste goes to soil.
    [result] = [r for r in province_results() if r.province_code == "120000"]
    for year in (2015, 2019):
        at = [
            i
            for i, cell in enumerate(result.draws.cells)
            if cell.sub_source_id != "waste_sw" and cell.reference_year == year
        ]
        draws = result.draws.emissions[at].sum(axis=0)
        got = row(found, "province_receptor", year, **keys)
        assert got["emission_p975_t"] == pytest.approx(np.quantile(draws, 0.975))
        assert got["emission_t"] == pytest.approx(result.draws.points[at].sum())
    trend = row(found, "province_receptor_trend", **keys)
    assert trend["emission_t"] == pytest.approx(
        row(found, "province_receptor", 2019, **keys)["emission_t"]
        - row(found, "province_receptor", 2015, **keys)["emission_t"]
    )


def test_national_interval_is_not_the_sum_of_provincial_bounds():
    # Exact factors leave the activities, whose own parts are independent.
    model = inventory(8, parameters=fixed_parameters())
    intervals = simulate(model, seed=SEED, n_draws=5000).intervals
    provinces = intervals[
        (intervals["level"] == "province") & intervals["reference_year"].isna()
    ]
    got = row(intervals, "national")
    assert provinces["emission_p975_t"].sum() > (
        got["emission_p975_t"] + 4 * got["emission_p975_se_t"]
    )


def test_first_draws_give_the_interval_within_its_error():
    run = simulate(inventory(), seed=SEED, n_draws=10_000)
    got = row(run.intervals, "national")
    # Of 1,000 draws the bounds' errors are sqrt(10) times those of 10,000.
    first = outputs(run)["national", ""][:1000]
    for column, p in [("p025", 0.025), ("p975", 0.975)]:
        se = got[f"emission_{column}_se_t"] * math.sqrt(11)
        assert np.quantile(first, p) == pytest.approx(
            got[f"emission_{column}_t"], abs=4 * se
        )


def test_dependence_orders_the_widths():
    run = simulate(inventory(8), seed=SEED, n_draws=5000, compare_dependence=True)

    def width(draws):
        return np.subtract(*np.quantile(draws, [0.975, 0.025]))

    default = sum(years[2015] for years in run.sub_sources.draws.values())
    independent = sum(d for (_, y), d in run.independent.items() if y == 2015)
    comonotone = sum(d for (_, y), d in run.comonotone.items() if y == 2015)
    assert width(independent) < 0.7 * width(default)
    assert width(default) < 0.95 * width(comonotone)
    assert independent.mean() == pytest.approx(default.mean(), rel=1e-12)
    # Fully dependent, a national percentile is the sum of the cells' percentiles.
    cells = run.intervals[
        (run.intervals["level"] == "cell") & (run.intervals["reference_year"] == 2015)
    ]
    assert np.quantile(comonotone, 0.975) == pytest.approx(
        cells["emission_p975_t"].sum(), rel=1e-12
    )


def test_trend_is_the_change_between_first_and_last_year():
    # One shared factor and exact activities: the change is exactly 20 % in each draw.
    model = inventory(activities=activities().assign(family="fixed"))
    run = simulate(model, seed=SEED, n_draws=500)
    got = row(run.intervals, "sub_source_trend", sub_source_id="industry_sm")
    for column in ["change_p025_pct", "change_p500_pct", "change_p975_pct"]:
        assert got[column] == pytest.approx(20.0, rel=1e-9)
    assert got["emission_t"] == pytest.approx(0.2 * 50e6 * 0.0015 / 1000)


def frames_equal(left, right):
    pd.testing.assert_frame_equal(left, right, check_exact=True)


@pytest.mark.parametrize("sampling", ["random", "latin_hypercube"])
def test_bits_do_not_depend_on_workers_or_row_order(sampling):
    def run(executor=None, n_ahead=4, model=None):
        return simulate(
            model or inventory(),
            seed=SEED,
            n_draws=200,
            sampling=sampling,
            executor=executor,
            n_ahead=n_ahead,
            compare_dependence=True,
        )

    alone = run()
    shuffled = inventory(
        activities=activities().sample(frac=1, random_state=1),
        parameters=parameters().sample(frac=1, random_state=2),
        terms=terms().sample(frac=1, random_state=3),
    )
    frames_equal(alone.intervals, run(model=shuffled).intervals)
    with ThreadPoolExecutor(3) as pool:
        for n_ahead in (1, 2, 7):
            frames_equal(alone.intervals, run(pool, n_ahead).intervals)
    with ProcessPoolExecutor(2) as pool:
        other = run(pool)
    frames_equal(alone.intervals, other.intervals)
    for name, years in alone.sub_sources.draws.items():
        for year, draws in years.items():
            np.testing.assert_array_equal(draws, other.sub_sources.draws[name][year])
    for key, draws in alone.independent.items():
        np.testing.assert_array_equal(draws, other.independent[key])


def test_a_shorter_random_run_is_the_beginning_of_a_longer_one():
    for long, short in zip(
        province_results(n_draws=500), province_results(n_draws=60), strict=True
    ):
        # Without the group that is reordered as a whole.
        at = [i for i, cell in enumerate(long.draws.cells) if "coal" not in cell[0]]
        np.testing.assert_array_equal(
            long.draws.emissions[at, :60], short.draws.emissions[at]
        )


def test_rows_of_one_national_figure_move_together():
    waste = [
        result.draws.emissions[result.draws.cells.index(Cell("waste_sw", 2015))]
        for result in province_results(n_draws=50)
    ]
    np.testing.assert_allclose(waste[1] / waste[0], 2.0, rtol=1e-12)


def two_methods():
    """The second method has another amount in one province and a new one."""
    rows = activities(5)
    changed = rows["province_code"] == "120000"
    other = rows.assign(amount=rows["amount"].where(~changed, 2.0 * rows["amount"]))
    return {"a": inventory(4), "b": inventory(activities=other)}


def test_methods_side_by_side_are_methods_alone():
    models = two_methods()
    runs = {
        name: start(model, seed=SEED, n_draws=100) for name, model in models.items()
    }
    results = list(run_provinces(runs, compare_dependence=True))
    assert [name for name, _ in results] == ["a", "b"] * 4 + ["b"]
    for name, model in models.items():
        alone = simulate(model, seed=SEED, n_draws=100, compare_dependence=True)
        frames_equal(runs[name].intervals, alone.intervals)
        for key, draws in alone.comonotone.items():
            np.testing.assert_array_equal(draws, runs[name].comonotone[key])


def test_what_a_method_inherits_is_worked_out_once():
    runs = {name: start(m, seed=SEED, n_draws=20) for name, m in two_methods().items()}
    found = {}
    for _, result in run_provinces(runs):
        found.setdefault(result.province_code, []).append(result)
    shared = {code: r[0] is r[1] for code, r in found.items() if len(r) == 2}
    assert shared == {"110000": True, "120000": False, "130000": True, "140000": True}


def test_a_further_year_leaves_the_others_as_they_were():
    rows = activities()
    later = rows[rows["reference_year"] > 2015]

    def year(frame, year):
        run = simulate(
            inventory(activities=frame), seed=3, n_draws=50, compare_dependence=True
        )
        return [run.sub_sources.draws["coal_rc"][year], run.independent["coal", year]]

    np.testing.assert_array_equal(year(rows, 2017), year(later, 2017))


def test_latin_hypercube_is_closer_on_the_mean():
    model = inventory()
    errors = {}
    for sampling in ("random", "latin_hypercube"):
        got = [
            row(
                simulate(model, seed=s, n_draws=200, sampling=sampling).intervals,
                "sub_source",
                sub_source_id="industry_sm",
            )
            for s in range(30)
        ]
        errors[sampling] = np.std([r["emission_mean_t"] for r in got])
    assert errors["latin_hypercube"] < 0.5 * errors["random"]


def test_progress_counts_provinces():
    seen = []
    simulate(inventory(3), seed=1, n_draws=5, on_progress=lambda *at: seen.append(at))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_missing_spread_is_named():
    with pytest.raises(SpreadError, match="'content': no spread is given"):
        inventory(parameters=fixed_parameters(content={"family": None}))
