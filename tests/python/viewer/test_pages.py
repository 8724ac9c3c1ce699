"""Each page renders without a browser; filters, links and faults do as promised."""

import json
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from vanadis.viewer.formats import number

PAGES = [
    path.stem for path in Path(__file__).resolve().parents[3].glob("app/app_pages/*.py")
]


def open_page(app: AppTest, page: str, **parameters: str) -> AppTest:
    app.run()
    app.switch_page(f"app_pages/{page}.py")
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", PAGES)
def test_page_renders(app: AppTest, page: str, language: str) -> None:
    app.query_params["lang"] = language
    shown = open_page(app, page)
    assert not shown.exception
    assert not shown.error
    assert len(shown.title) == 1
    assert shown.caption


def test_there_is_a_test_for_each_page() -> None:
    assert len(PAGES) == 11


def test_filters_stand_in_the_url_and_come_back_from_it(app: AppTest) -> None:
    shown = open_page(app, "map")
    assert "span" not in shown.query_params, "defaults keep the URL short"
    shown.selectbox(key="map_span_en").select("difference").run()
    assert shown.query_params["span"] == "difference"
    again = open_page(app, "map", span="2019", source="coal")
    assert again.selectbox(key="map_span_en").value == "2019"
    assert again.selectbox(key="map_source_en").value == "coal"


def test_url_with_nonsense_shows_the_default(app: AppTest) -> None:
    shown = open_page(app, "map", span="<script>alert(1)</script>")
    assert shown.selectbox(key="map_span_en").value == "cumulative"
    assert not shown.exception


def test_nothing_published_says_what_to_do(
    tmp_path: Path, app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VANADIS_WAREHOUSE", str(tmp_path))
    app.run()
    assert "no warehouse" in app.error[0].value
    assert any("make build" in code.value for code in app.code)
    assert not app.exception


def test_broken_pointer_says_so_and_shows_the_older_file(
    tmp_path: Path, app: AppTest, published_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / published_file.name).symlink_to(published_file)
    (tmp_path / "current.json").write_text("{")
    monkeypatch.setenv("VANADIS_WAREHOUSE", str(tmp_path))
    app.run()
    assert "pointer" in app.warning[0].value
    assert app.metric


def test_file_that_is_no_database_says_so(
    tmp_path: Path, app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vanadis-1.duckdb").write_text("no database")
    (tmp_path / "current.json").write_text('{"file": "vanadis-1.duckdb"}')
    monkeypatch.setenv("VANADIS_WAREHOUSE", str(tmp_path))
    app.run()
    assert app.error and not app.exception


def test_page_names_the_tables_that_are_missing(
    tmp_path: Path, app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    with duckdb.connect(str(tmp_path / "vanadis-1.duckdb")) as connection:
        connection.execute("create table dim_basis as select 'x' as basis")
    (tmp_path / "current.json").write_text('{"file": "vanadis-1.duckdb"}')
    monkeypatch.setenv("VANADIS_WAREHOUSE", str(tmp_path))
    app.run()
    for page in PAGES:
        shown = open_page(app, page)
        assert not shown.exception, page
    shown = open_page(app, "flux")
    assert "fct_emissions" in shown.info[0].value


def test_newer_build_appears_at_the_next_interaction(
    tmp_path: Path, app: AppTest, published_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for build in ("1", "2"):
        (tmp_path / f"vanadis-{build}.duckdb").symlink_to(published_file)
    monkeypatch.setenv("VANADIS_WAREHOUSE", str(tmp_path))
    pointer = tmp_path / "current.json"
    pointer.write_text(json.dumps({"file": "vanadis-1.duckdb"}))
    shown = open_page(app, "map")
    assert any("build 1" in caption.value for caption in shown.caption)
    pointer.write_text(json.dumps({"file": "vanadis-2.duckdb"}))
    shown.selectbox(key="map_span_en").select("2019").run()
    assert any("build 2" in caption.value for caption in shown.caption)
    assert not any("build 1" in caption.value for caption in shown.caption)


def test_sql_page_runs_a_statement_and_shows_errors_as_text(app: AppTest) -> None:
    shown = open_page(app, "sql")
    shown.text_area(key="sql_text").set_value("select 6 * 7 as answer").run()
    shown.button(key="sql_run").click().run()
    assert shown.dataframe[-1].value["answer"].tolist() == [42]
    attack = "select '![x](http://127.0.0.1:9/a.png)<img src=x>' from nowhere"
    shown.text_area(key="sql_text").set_value(attack).run()
    shown.button(key="sql_run").click().run()
    assert any("nowhere" in code.value for code in shown.code)
    texts = [element.value for element in [*shown.error, *shown.markdown]]
    assert not any("127.0.0.1:9" in str(text) for text in texts)


def test_sql_page_answers_after_a_hostile_statement(app: AppTest) -> None:
    shown = open_page(app, "sql")
    for statement in (
        "copy (select 1) to 'x.csv'",
        "select * from read_text('/etc/passwd')",
    ):
        shown.text_area(key="sql_text").set_value(statement).run()
        shown.button(key="sql_run").click().run()
        assert shown.error
    shown.text_area(key="sql_text").set_value("select 1 as one").run()
    shown.button(key="sql_run").click().run()
    assert shown.dataframe[-1].value["one"].tolist() == [1]


def test_explained_products_add_up_to_the_number(
    app: AppTest, warehouse: duckdb.DuckDBPyConnection
) -> None:
    emission = warehouse.execute(
        "select emission_t from fct_emissions where method_id = 'literature'"
        " and province_code = '140000' and sub_source_id = 'coal_rc'"
        " and reference_year = 2017"
    ).fetchone()
    assert emission is not None
    shown = open_page(app, "explain", province="140000", source="coal_rc", year="2017")
    products = shown.dataframe[0].value
    assert products["emission_t"].sum() == pytest.approx(emission[0], rel=1e-12)
    assert any("coal_rc.power =" in code.value for code in shown.code)


@pytest.mark.parametrize(
    "choice",
    [
        {"province": "140000", "source": "coal_rc", "year": "2017"},
        {"province": "140000"},
    ],
    ids=["one cell", "a province"],
)
def test_explained_number_opens_to_references(
    app: AppTest, choice: dict[str, str]
) -> None:
    shown = open_page(app, "explain", **choice)
    parameters, terms, references = (frame.value for frame in shown.dataframe[-3:])
    assert references["citation"].str.len().gt(0).all()
    assert references["licence"].notna().all()
    assert set(parameters["source_key"].dropna()) <= set(references["source_key"])
    assert shown.metric[0].value == f"{number(terms['emission_t'].sum())} t V"
