"""A spread that cannot be stops the build with parameter, seed file and line."""

import shutil
from pathlib import Path

import pytest

from vanadis.check import check_seeds, report

SEEDS = Path(__file__).parents[2] / "seeds"
FOLDERS = ("uncertainty", "literature", "method", "reference", "speciate")
SPREADS = "uncertainty/user_uncertainty__spreads.csv"
RULES = "uncertainty/user_uncertainty__activity_rules.csv"
PAIRS = "uncertainty/user_uncertainty__rank_correlations.csv"


@pytest.fixture
def seeds(tmp_path):
    for folder in FOLDERS:
        shutil.copytree(SEEDS / folder, tmp_path / "seeds" / folder)
    return tmp_path / "seeds"


def findings(seeds):
    return report(check_seeds(seeds))


def add(path, *rows):
    with path.open("a", encoding="utf-8") as handle:
        handle.writelines(f"{row}\n" for row in rows)


def spread(**figures):
    with (SEEDS / SPREADS).open(encoding="utf-8") as handle:
        columns = handle.readline().strip().split(",")
    row = {
        "parameter_id": "content.raw_coal",
        "unit": "of_point",
        "source_key": "vanadis",
        "source_locator": "test",
        "basis": "assumed",
        **figures,
    }
    return ",".join(row.get(column, "") for column in columns)


def test_shipped_spreads_pass(seeds):
    assert findings(seeds) == []


@pytest.mark.parametrize(
    ("figures", "column", "reason"),
    [
        ({"family": "cauchy", "cv_frac": "0.1"}, "family", "expected one of fixed"),
        ({"family": "normal", "cv_frac": "-0.1"}, "cv_frac", "at least 0"),
        (
            {"family": "normal", "sd": "-0.1"},
            "sd",
            "parameter_id 'content.raw_coal': expected a number of at least 0",
        ),
        ({"family": "normal"}, "family", "either sd or cv_frac"),
        ({"family": "uniform", "low": "2", "high": "1"}, "family", "low is 2"),
        (
            {"family": "triangular", "low": "0.5", "mode": "2", "high": "1.5"},
            "family",
            "mode is 2, expected within low 0.5 to high 1.5",
        ),
        (
            {"family": "beta", "sd": "0.9", "unit": "kg_per_t"},
            "family",
            "needs it below 0.185816",
        ),
        (
            {"family": "normal", "sd": "0.001", "unit": "frac"},
            "unit",
            "'content.raw_coal': expected kg_per_t or of_point",
        ),
        ({"family": "empirical"}, "family", "0 samples, expected at least 3"),
        (
            {"family": "normal", "cv_frac": "0.8"},
            "family",
            "below zero in 10.6 % of draws",
        ),
        (
            {"family": "uniform", "low": "1.1", "high": "1.5"},
            "family",
            "point value is 1, expected within low 1.1 to high 1.5",
        ),
    ],
)
def test_impossible_spread_names_parameter_file_and_line(
    seeds, figures, column, reason
):
    good = spread(parameter_id="release.cgb", family="fixed")
    add(seeds / SPREADS, good, spread(**figures))
    [line] = findings(seeds)
    assert line.startswith(f"seeds/{SPREADS}:3: column '{column}'")
    assert reason in line
    assert "'content.raw_coal'" in line


def test_a_misspelt_parameter_is_named_beside_the_nearest(seeds):
    row = spread(parameter_id="content.raw_caol", family="fixed")
    add(seeds / SPREADS, row)
    [line] = findings(seeds)
    assert line.startswith(f"seeds/{SPREADS}:2: column 'parameter_id'")
    assert "'content.raw_caol'" in line
    assert "such as 'content.raw_coal'" in line


def test_a_sampled_parameter_may_be_empirical(seeds):
    # Sixty profiles of diesel exhaust; the glass furnace has one test in four cuts.
    add(
        seeds / SPREADS,
        spread(parameter_id="v_in_pm.diesel_exhaust", family="empirical"),
        spread(parameter_id="v_in_pm.glass_furnace", family="empirical"),
    )
    [line] = findings(seeds)
    assert line.startswith(f"seeds/{SPREADS}:3:")
    assert "'v_in_pm.glass_furnace'" in line


def test_an_activity_that_would_be_negative_is_named(seeds):
    tail = "0.5,energy_statistics,province,vanadis,test,assumed,"
    add(seeds / RULES, f"coal.*,*,normal,0.3,{tail}", f"oil.*,*,normal,0.5,{tail}")
    [line] = findings(seeds)
    assert line.startswith(f"seeds/{RULES}:3: column 'cv_frac'")
    assert "'0.5'" in line
    assert "'oil.*'" in line
    assert "use lognormal" in line


def test_point_value_of_the_literature_is_used(seeds):
    # 35.81 mg/kg is 0.03581 kg/t: a beta law on 0 to 1 has a largest sd of 0.185816.
    figures = {"family": "beta", "sd": "0.18", "unit": "kg_per_t"}
    add(seeds / SPREADS, spread(**figures))
    assert findings(seeds) == []


def test_correlations_that_are_not_positive_definite_are_named(seeds):
    tail = "vanadis,test,assumed,"
    add(
        seeds / PAIRS,
        f"release_proxy,release.cgb,release.fbcb,0.95,{tail}",
        f"release_proxy,release.cgb,release.pcfb,0.95,{tail}",
        f"release_proxy,release.fbcb,release.pcfb,-0.95,{tail}",
    )
    [line] = findings(seeds)
    assert line.startswith(f"seeds/{PAIRS}:4: column 'rank_correlation_coef'")
    assert "'release_proxy'" in line
    assert "not positive definite" in line


def test_a_correlation_above_one_names_its_group(seeds):
    row = "release_proxy,release.cgb,release.fbcb,1.5,vanadis,test,assumed,"
    add(seeds / PAIRS, row)
    [line] = [line for line in findings(seeds) if line.startswith(f"seeds/{PAIRS}:2:")]
    assert "dependence_group_id 'release_proxy': expected a number from -1" in line


def test_a_parameter_cannot_correlate_with_itself(seeds):
    row = "release_proxy,release.cgb,release.cgb,0.5,vanadis,test,assumed,"
    add(seeds / PAIRS, row)
    [line] = findings(seeds)
    assert "expected two different parameters" in line
