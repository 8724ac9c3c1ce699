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
    draws_batches,
    fits_table,
    inventories,
    key_category_table,
    propagation_table,
    simulation_table,
)

OPTIONS = {"n_draws": 200, "seed": 1, "sampling": "random"}


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


def test_simulation_unnests_into_tables_by_method():
    table = simulation_table(frames(), **OPTIONS)
    assert table.num_rows == 2
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


def test_every_result_has_rows_for_every_method():
    table = simulation_table(frames(), **OPTIONS)
    assert table.column_names == [
        "method_id",
        "intervals",
        "sensitivities",
        "information_values",
        "dependence_comparisons",
        "convergence",
    ]
    for name in table.column_names[1:]:
        assert all(len(rows) > 0 for rows in table[name].to_pylist()), name


def test_stored_draws_are_streamed_cell_by_cell():
    reader = draws_batches(frames(), n_stored_draws=20, **OPTIONS)
    batches = list(reader)
    assert len(batches) == 4 + 2
    assert {
        len(cell) for b in batches for cell in b["emission_draws_t"].to_pylist()
    } == {20}


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


def test_fits_carry_their_quantiles():
    samples = pd.DataFrame(
        {
            "parameter_id": "p",
            "sample_kind": "growth",
            "unit": "ratio",
            "sample_value": [1.0, 2.0, 4.0, 3.0],
            "detection_limit_value": np.nan,
            "is_below_detection": False,
            "seed_file": "seeds/samples.csv",
        }
    )
    table = fits_table(samples, n_resamples=50, seed=1)
    quantiles = {row["family"]: row["quantiles"] for row in table.to_pylist()}
    assert [q["sample_value"] for q in quantiles["normal"]] == [1, 2, 3, 4]
    assert quantiles["beta"] == []
    with pytest.raises(VanadisError, match=r"seeds/samples\.csv: .*'p': 2 samples"):
        fits_table(samples.iloc[:2], n_resamples=50, seed=1)


def test_propagation_and_key_categories_cover_every_method():
    assert set(propagation_table(frames())["method_id"]) == {"a", "b"}
    emissions = pd.DataFrame(
        {
            "method_id": ["a", "a", "b", "b"],
            "province_code": None,
            "sub_source_id": ["x", "y", "x", "y"],
            "reference_year": 2019,
            "emission_t": [3.0, 1.0, 1.0, 0.0],
            "half_range_pct": 10.0,
        }
    )
    found = key_category_table(emissions, key_pct=95, leading_pct=70)
    first = found[(found["method_id"] == "a") & ~found["has_uncertainty"]]
    assert first["contribution_frac"].tolist() == [0.75, 0.25]
    assert first["is_leading"].tolist() == [True, False]


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
