"""The tables the dbt models return, as DuckDB reads them."""

import duckdb
import numpy as np
import pandas as pd
import pytest
from inventory_example import (
    activities,
    compositions,
    correlations,
    inventory,
    parameters,
    terms,
)

from vanadis.dependence_comparison import dependence_comparison
from vanadis.errors import VanadisError
from vanadis.montecarlo import simulate
from vanadis.progress import terminal_progress
from vanadis.seed_lines import line_of
from vanadis.uncertainty_tables import (
    RESULT_COLUMNS,
    fits_table,
    inventories,
    rounded,
    simulation_batches,
)

OPTIONS = {"n_draws": 200, "n_stored_draws": 20, "seed": 1, "sampling": "random"}


def frames(**replaced):
    """Two methods, the second with half the provinces."""
    half = activities(2).assign(method_id="b")
    made = {
        "parameters": parameters().assign(seed_file="seeds/spreads.csv"),
        # The second method inherits the nodes of the first.
        "terms": terms().assign(method_id="a").rename(columns={"level": "node_level"}),
        "activities": pd.concat([activities().assign(method_id="a"), half]).assign(
            seed_file="seeds/rules.csv"
        ),
        "correlations": correlations(),
        "compositions": compositions(),
        "samples": pd.DataFrame({"parameter_id": [], "sample_value": []}),
    }
    return {**made, **replaced}


@pytest.fixture(scope="module")
def table():
    """The simulation as DuckDB gets it."""
    return simulation_batches(frames(), **OPTIONS).read_all()


def test_simulation_unnests_into_tables_by_method(table):
    connection = duckdb.connect()
    connection.register("nested", table)
    rows = connection.sql(
        """
        select method_id, emission_mean_t
        from (select method_id, unnest(intervals, recursive := true) from nested)
        where level = 'national' and reference_year is null
        order by method_id
        """
    ).fetchall()
    run = simulate(inventory(), seed=1, n_draws=200)
    national = run.intervals.query("level == 'national' and reference_year.isna()")
    assert rows[0] == ("a", pytest.approx(national["emission_mean_t"].iloc[0]))
    assert rows[1][1] < rows[0][1]


def test_every_result_has_rows_for_every_method(table):
    by_method = [row for row in table.to_pylist() if row["province_code"] is None]
    assert [row["method_id"] for row in by_method] == ["a", "b"]
    for row in by_method:
        assert all(len(row[name]) > 0 for name in RESULT_COLUMNS)
        assert row["emission_draws_t"] is None


def test_every_cell_has_the_first_draws_of_the_run(table):
    cells = [row for row in table.to_pylist() if row["province_code"] is not None]
    # 4 + 2 provinces, 3 sub-sources, 3 years.
    assert len(cells) == 6 * 9
    run = simulate(inventory(), seed=1, n_draws=200)
    for year in (2015, 2017, 2019):
        stored = [
            row["emission_draws_t"]
            for row in cells
            if row["method_id"] == "a"
            and row["sub_source_id"] == "coal_rc"
            and row["reference_year"] == year
        ]
        np.testing.assert_allclose(
            np.sum(stored, axis=0), run.sub_sources.draws["coal_rc"][year][:20], 1e-5
        )


def test_stored_draws_are_rounded_to_six_digits_of_the_largest():
    assert rounded(np.array([1234.5678, 0.0123456])).tolist() == [1234.57, 0.01]
    assert rounded(np.array([0.00123456789])).tolist() == [0.00123457]
    assert rounded(np.array([98765432.0])).tolist() == [98765400.0]
    assert rounded(np.zeros(2)).tolist() == [0.0, 0.0]


def test_empirical_parameter_draws_its_samples():
    rows = parameters()
    rows.loc[rows["parameter_id"] == "steel_factor", ["family", "cv_frac"]] = [
        "empirical",
        None,
    ]
    samples = pd.DataFrame(
        {"parameter_id": "steel_factor", "sample_value": [0.001, 0.002, 0.003]}
    )
    made = frames(parameters=rows.assign(seed_file="x"), samples=samples)
    (_, model), _ = inventories(made)
    law = dict(zip(model.parameter_ids, model.laws, strict=True))["steel_factor"]
    assert law.arguments == (0.001, 0.002, 0.003)


def test_impossible_spread_names_seed_file_and_line(tmp_path):
    seed = tmp_path / "spreads.csv"
    seed.write_text("parameter_id,note\n" + '"a","two\nlines"\n' + "content,x\n")
    rows = parameters().assign(seed_file=str(seed))
    rows.loc[rows["parameter_id"] == "content", "cv_frac"] = -1.0
    with pytest.raises(VanadisError) as error:
        list(inventories(frames(parameters=rows)))
    assert str(error.value).startswith(f"{seed}:4: parameter 'content': cv_frac is -1")


def test_missing_spread_says_where_to_add_it():
    rows = parameters().assign(seed_file=None)
    rows.loc[rows["parameter_id"] == "content", "family"] = None
    with pytest.raises(
        VanadisError, match=r"user_uncertainty__spreads\.csv: .*'content'"
    ):
        list(inventories(frames(parameters=rows)))


def test_line_of_an_unknown_row_is_nothing(tmp_path):
    assert line_of(tmp_path / "absent.csv", "x") == ""
    (tmp_path / "a.csv").write_text("parameter_id\nx\n")
    assert line_of(tmp_path / "a.csv", "y") == ""


def samples(seed_file="seeds/samples.csv"):
    return pd.DataFrame(
        {
            "parameter_id": "p",
            "sample_id": ["s1", "s2", "s3", "s4"],
            "sample_kind": "growth",
            "unit": "ratio",
            "sample_value": [1.0, 2.0, 4.0, 3.0],
            "detection_limit_value": np.nan,
            "is_below_detection": False,
            "seed_file": str(seed_file),
        }
    )


def test_fits_carry_their_quantiles():
    table = fits_table(samples(), n_resamples=50, seed=1)
    quantiles = {row["family"]: row["quantiles"] for row in table.to_pylist()}
    assert [q["sample_value"] for q in quantiles["normal"]] == [1, 2, 3, 4]
    assert quantiles["beta"] == []


def test_too_few_samples_name_parameter_file_and_line(tmp_path):
    seed = tmp_path / "samples.csv"
    seed.write_text("sample_id,value\nother,1\ns1,1\ns2,2\n")
    with pytest.raises(VanadisError) as error:
        fits_table(samples(seed).iloc[[1, 0]], n_resamples=50, seed=1)
    expected = f"{seed}:3: parameter 'p': 2 samples, expected at least 3"
    assert str(error.value) == expected


def test_dependence_table_has_three_scenarios_of_equal_mean():
    run = simulate(inventory(), seed=1, n_draws=500, compare_dependence=True)
    table = dependence_comparison(run)
    whole = table[(table["level"] == "national") & table["reference_year"].isna()]
    assert whole["scenario"].tolist() == ["independent", "default", "full"]
    np.testing.assert_allclose(
        whole["emission_mean_t"], whole["emission_mean_t"].iloc[0], rtol=1e-12
    )
    assert whole["width_ratio"].is_monotonic_increasing
    assert whole["width_ratio"].iloc[1] == 1.0


def test_progress_is_silent_without_a_terminal(capsys):
    show = terminal_progress("x")
    show(1, 1)
    assert capsys.readouterr() == ("", "")


def test_progress_is_shown_at_a_terminal_after_two_seconds(capsys, monkeypatch):
    clock = iter([0.0, 1.0, 3.0, 3.5])
    monkeypatch.setattr("vanadis.progress.time.monotonic", lambda: next(clock))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    show = terminal_progress("Monte Carlo")
    show(1, 3)
    assert capsys.readouterr().err == ""
    show(2, 3)
    show(3, 3)
    assert capsys.readouterr().err == "\rMonte Carlo: 2 of 3\rMonte Carlo: 3 of 3\n"
