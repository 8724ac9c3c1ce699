"""The README's first screen says what the published warehouse says."""

import re

import duckdb
import pytest

from vanadis.project import project_root


@pytest.mark.build
@pytest.mark.parametrize("method_id", ["literature", "paper_replica"])
def test_readme_shows_the_published_totals(
    method_id: str, warehouse: duckdb.DuckDBPyConnection
) -> None:
    found = warehouse.execute(
        """
        select emission_t, emission_p025_t, emission_p975_t
        from fct_emission_intervals
        where level = 'national' and reference_year is null and method_id = ?
        """,
        [method_id],
    ).fetchone()
    assert found is not None
    readme = (project_root() / "README.md").read_text(encoding="utf-8")
    row = next(line for line in readme.splitlines() if f"| `{method_id}` |" in line)
    figures = [
        float(text.replace(",", "")) for text in re.findall(r"\d[\d,]*\d{3}", row)
    ]
    total, yearly, low, high = figures
    assert total == round(found[0])
    assert yearly == round(found[0] / 5)
    # Percentiles of draws: numerical libraries may differ in the last digits.
    assert low == pytest.approx(found[1], rel=1e-3)
    assert high == pytest.approx(found[2], rel=1e-3)


@pytest.mark.build
def test_readme_compares_emission_to_air_with_others(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    found = warehouse.execute(
        """
        select
            max(emission_t) filter (method_id = 'literature'),
            max(emission_p025_t) filter (method_id = 'literature'),
            max(emission_p975_t) filter (method_id = 'literature'),
            max(emission_t) filter (method_id = 'paper_replica')
        from fct_emission_intervals
        where level = 'receptor' and receptor_id = 'air' and reference_year = 2017
        """
    ).fetchone()
    assert found is not None
    readme = (project_root() / "README.md").read_text(encoding="utf-8")
    text = " ".join(readme.split())
    shown = re.search(
        r"to air in 2017 `literature` has ([\d.]+) kt \(95 %: ([\d.]+) to ([\d.]+)\), "
        r"`paper_replica` ([\d.]+) kt",
        text,
    )
    assert shown is not None
    assert [float(figure) for figure in shown.groups()] == pytest.approx(
        [value / 1000 for value in found], abs=0.05
    )
