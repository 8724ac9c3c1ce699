"""The closure of unprinted sub-sources against its closed form, t V in 2015-2019."""

import numpy as np
import pandas as pd
import pytest

from vanadis.closure import InfeasibleClosureError, close_unprinted

TOTAL_T = 214820.1
INDUSTRY_T = TOTAL_T * 0.0348
WASTE_T = TOTAL_T * 0.0152
SOIL_T = 3725.0
STEEL_T = INDUSTRY_T * 0.882
COAL_MINING_T = INDUSTRY_T * 0.025
OIL_EXTRACTION_T = INDUSTRY_T * 0.022
SOLID_WASTE_T, SLUDGE_T, WASTEWATER_T = 1398.0, 1425.0, 0.1

PAPER = [
    ("industry", "industry_sm", INDUSTRY_T, STEEL_T),
    ("industry", "industry_mg", INDUSTRY_T, COAL_MINING_T),
    ("industry", "industry_oe", INDUSTRY_T, OIL_EXTRACTION_T),
    ("industry", "industry_gm", INDUSTRY_T, None),
    ("industry", "industry_vm", INDUSTRY_T, None),
    ("waste", "waste_sw", WASTE_T, SOLID_WASTE_T),
    ("waste", "waste_sd", WASTE_T, SLUDGE_T),
    ("waste", "waste_ww", WASTE_T, WASTEWATER_T),
    ("waste", "waste_inc", WASTE_T, None),
    ("waste", "waste_lf", WASTE_T, None),
    ("soil", "industry_mg", SOIL_T, COAL_MINING_T),
    ("soil", "industry_oe", SOIL_T, OIL_EXTRACTION_T),
    ("soil", "waste_sw", SOIL_T, SOLID_WASTE_T),
    ("soil", "waste_sd", SOIL_T, SLUDGE_T),
    ("soil", "industry_vm", SOIL_T, None),
    ("soil", "waste_lf", SOIL_T, None),
]


def system(rows=PAPER):
    columns = ["equation_id", "sub_source_id", "equation_total_t", "known_emission_t"]
    return pd.DataFrame(rows, columns=columns)


def closed(rows=PAPER):
    return close_unprinted(system(rows)).set_index("sub_source_id")


def test_intervals_are_those_of_the_closed_form():
    # What the industry group leaves: glass + mining = 7.1 % of 7475.74 t = 530.78 t.
    glass_and_mining = 0.071 * INDUSTRY_T
    assert glass_and_mining == pytest.approx(530.7775, abs=1e-4)
    # The waste group: incineration + landfill = 3265.27 - 2823.1 = 442.17 t.
    burnt_and_landfilled = WASTE_T - SOLID_WASTE_T - SLUDGE_T - WASTEWATER_T
    assert burnt_and_landfilled == pytest.approx(442.1655, abs=1e-4)
    # Soil: mining + landfill = 550.64 t. So mining is at least 550.64 - 442.17 t (all
    # waste landfilled) and at most 530.78 t (no glass).
    mining_and_landfill = (
        SOIL_T - SOLID_WASTE_T - SLUDGE_T - COAL_MINING_T - OIL_EXTRACTION_T
    )
    lowest_mining = mining_and_landfill - burnt_and_landfilled
    assert round(lowest_mining, 2) == 108.47
    assert round(glass_and_mining, 2) == 530.78
    width = glass_and_mining - lowest_mining
    expected = {
        "industry_vm": (lowest_mining, glass_and_mining),
        "industry_gm": (0.0, width),
        "waste_inc": (0.0, width),
        "waste_lf": (mining_and_landfill - glass_and_mining, burnt_and_landfilled),
    }
    found = closed()
    assert sorted(found.index) == sorted(expected)
    for name, (low, high) in expected.items():
        assert found.emission_low_t[name] == pytest.approx(low, abs=1e-5)
        assert found.emission_high_t[name] == pytest.approx(high, abs=1e-5)
        # One free number: the point is the middle.
        assert found.emission_mid_t[name] == pytest.approx((low + high) / 2, abs=1e-5)


def test_the_point_satisfies_every_equation():
    point = closed().emission_mid_t
    frame = system()
    emission = frame.known_emission_t.fillna(frame.sub_source_id.map(point))
    sums = emission.groupby(frame.equation_id).sum()
    totals = frame.groupby("equation_id").equation_total_t.first()
    np.testing.assert_allclose(sums, totals, atol=1e-5)
    assert point.industry_gm + point.industry_vm == pytest.approx(530.7775, abs=1e-4)


def test_row_order_does_not_matter():
    pd.testing.assert_frame_equal(closed(PAPER[::-1]), closed())


def test_one_unknown_is_determined():
    found = closed([("oil", "oil_co", 100.0, 60.0), ("oil", "oil_fo", 100.0, None)])
    row = found.loc["oil_fo"]
    assert tuple(row) == (40.0, 40.0, 40.0)


def test_a_group_smaller_than_its_known_members_names_the_equations():
    rows = [
        ("industry", "industry_sm", 100.0, 130.0),
        ("industry", "rest", 100.0, None),
    ]
    with pytest.raises(InfeasibleClosureError, match=r"industry: -30\.0 t left"):
        close_unprinted(system(rows))


def test_contradicting_totals_are_refused():
    rows = [("a", "x", 10.0, None), ("b", "x", 20.0, None)]
    with pytest.raises(
        InfeasibleClosureError, match=r"a: 10\.0 t left, b: 20\.0 t left"
    ):
        close_unprinted(system(rows))
