"""Calibration against cases worked out by hand."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import brentq

from vanadis.calibration import calibrate_multipliers


def cells(*emissions_t, sub_source="coal_rc"):
    return pd.DataFrame(
        {
            "sub_source_id": sub_source,
            "province_code": [f"p{i}" for i in range(1, len(emissions_t) + 1)],
            "uniform_emission_t": np.array(emissions_t, dtype=float),
        }
    )


def thresholds(*rows):
    return pd.DataFrame(
        [(f"t{i}", *row) for i, row in enumerate(rows, 1)],
        columns=["constraint_id", "province_code", "sub_source_ids", "threshold_t"],
    )


def test_without_thresholds_every_factor_stays_national():
    result = calibrate_multipliers(cells(10, 20), thresholds())
    assert result.cells["multiplier"].tolist() == pytest.approx([1, 1], abs=1e-12)
    assert result.relaxation_frac == 0


def test_threshold_already_met_does_not_bind():
    result = calibrate_multipliers(cells(100, 100), thresholds(("p1", ["coal_rc"], 90)))
    assert result.cells["multiplier"].tolist() == pytest.approx([1, 1], abs=1e-9)
    assert result.constraints["is_binding"].tolist() == [False]


def test_two_provinces_are_fixed_by_threshold_and_total():
    result = calibrate_multipliers(
        cells(100, 100), thresholds(("p1", ["coal_rc"], 150))
    )
    assert result.cells["multiplier"].tolist() == pytest.approx([1.5, 0.5], rel=1e-8)
    assert result.constraints["is_binding"].tolist() == [True]
    assert result.constraints["uniform_t"].tolist() == [100]


def test_free_provinces_share_the_fall_as_the_optimum_asks():
    # 150 t are taken by p1; the other two meet 100 a + 200 b = 250 with
    # log(a) / (100 a) = log(b) / (200 b), the condition of the optimum.
    def condition(a):
        b = (250 - 100 * a) / 200
        return np.log(a) / (100 * a) - np.log(b) / (200 * b)

    a = brentq(condition, 0.7, 1.0, xtol=1e-13)
    result = calibrate_multipliers(
        cells(100, 100, 200), thresholds(("p1", ["coal_rc"], 150))
    )
    expected = [1.5, a, (250 - 100 * a) / 200]
    assert result.cells["multiplier"].tolist() == pytest.approx(expected, rel=1e-6)


def test_threshold_over_two_fuels_moves_both_and_keeps_both_totals():
    both = pd.concat(
        [cells(100, 300), cells(50, 50, sub_source="coal_ck")], ignore_index=True
    )
    result = calibrate_multipliers(
        both, thresholds(("p1", ["coal_rc", "coal_ck"], 200))
    )
    out = result.cells.assign(e=lambda f: f.uniform_emission_t * f.multiplier)
    totals = out.groupby("sub_source_id")["e"].sum()
    assert totals["coal_rc"] == pytest.approx(400, rel=1e-9)
    assert totals["coal_ck"] == pytest.approx(100, rel=1e-9)
    assert out.loc[out.province_code == "p1", "e"].sum() == pytest.approx(200)
    assert (out.loc[out.province_code == "p1", "multiplier"] > 1).all()


def test_result_does_not_depend_on_the_order_of_rows():
    frame = cells(100, 80, 200, 40)
    bound = thresholds(("p1", ["coal_rc"], 150), ("p4", ["coal_rc"], 60))
    forward = calibrate_multipliers(frame, bound).cells
    backward = calibrate_multipliers(frame.iloc[::-1], bound.iloc[::-1]).cells
    assert forward["multiplier"].to_numpy() == pytest.approx(
        backward["multiplier"].to_numpy()[::-1], rel=1e-7
    )


def test_thresholds_beyond_the_total_are_lowered_by_the_smallest_share():
    # p3 keeps at least 100 / 10 = 10 t, so 290 t remain for 400 t of thresholds.
    result = calibrate_multipliers(
        cells(100, 100, 100),
        thresholds(("p1", ["coal_rc"], 200), ("p2", ["coal_rc"], 200)),
    )
    assert result.relaxation_frac == pytest.approx(1 - 290 / 400, rel=1e-9)
    assert result.constraints["calibrated_t"].tolist() == pytest.approx([145, 145])


def test_threshold_on_an_unused_fuel_is_named():
    with pytest.raises(ValueError, match=r"t1: p2 burns none of \['coal_rc'\]"):
        calibrate_multipliers(cells(10, 0), thresholds(("p2", ["coal_rc"], 5)))


def test_negative_emission_is_named():
    with pytest.raises(ValueError, match=r"coal_rc in p2 is -1\.0"):
        calibrate_multipliers(cells(10, -1), thresholds())
