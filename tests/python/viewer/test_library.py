"""Numbers, labels, URL state, downloads, hatch lines and written formulas."""

import csv
import json
import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from vanadis.viewer import export, formats, formula, geometry, i18n, palette, state
from vanadis.viewer.charts import flux, maps
from vanadis.viewer.columns import column_label, parameter_name
from vanadis.viewer.queries.maps import province_values, unallocated
from vanadis.viewer.queries.quality import equalities

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (42964.2, "42,960"),
        (214820.1, "214,800"),
        (0.1, "0.1"),
        (1208.0, "1,208"),
        (0.0, "0"),
        (-583.44, "-583.4"),
        (0.00001234, "1.234e-05"),
        (None, "–"),
        (float("nan"), "–"),
    ],
)
def test_number_keeps_four_digits_and_never_shows_unknown_as_zero(
    value: float | None, text: str
) -> None:
    assert formats.number(value) == text


def test_interval_needs_both_ends() -> None:
    assert formats.interval(38104.0, 47911.0) == "38,100 … 47,900"
    assert formats.interval(float("nan"), 47911.0) == "–"


def test_every_label_has_both_languages_and_the_same_blanks() -> None:
    blanks = re.compile(r"\{\w+\}")
    for key, words in i18n.labels().items():
        assert all(words.values()), key
        found = {code: set(blanks.findall(text)) for code, text in words.items()}
        assert found["en"] == found["zh"], key


def test_every_label_row_has_three_fields() -> None:
    text = (ROOT / "src/vanadis/viewer/labels.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines()))
    assert [row for row in rows if len(row) != 3] == []
    assert len({row[0] for row in rows}) == len(rows), "a key stands twice"


def test_every_label_that_the_app_names_exists() -> None:
    named = re.compile(r"""(?:text|heading|label)\((?:view, )?["']([a-z_.]+)["']""")
    sources = [path.read_text() for path in (ROOT / "app").rglob("*.py")]
    keys = {key for source in sources for key in named.findall(source)}
    assert len(keys) > 50
    assert sorted(key for key in keys if not i18n.has_label(key)) == []


def test_url_choice_falls_back_on_what_is_possible() -> None:
    options = ["a", "b"]
    assert state.choice({"x": "b"}, "x", options=options, default="a") == "b"
    assert state.choice({"x": "<b>"}, "x", options=options, default="a") == "a"
    assert state.choice({}, "x", options=options, default="a") == "a"
    assert state.choices({"x": "b,z"}, "x", options=options, default=["a"]) == ["b"]
    assert state.choices({"x": ""}, "x", options=options, default=["a"]) == []
    assert state.as_parameter(["a", "b"]) == "a,b"


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": ["北京", '=HYPERLINK("http://x")', None],
            "emission_t": [1.5, np.nan, 0.0],
            "year": [2015, 2016, 2017],
            "ids": [["a", "b"], [], None],
            "at": pd.to_datetime(["2026-01-02T03:04:05Z", None, None], utc=True),
            "flag": [True, False, True],
        }
    )


def test_csv_comes_back_as_it_was(frame: pd.DataFrame) -> None:
    content = export.to_csv(frame)
    back = pd.read_csv(BytesIO(content))
    assert content.startswith(b"\xef\xbb\xbf"), "Excel needs the byte-order mark"
    assert back["name"].tolist()[:2] == frame["name"].tolist()[:2]
    assert back["emission_t"].isna().tolist() == [False, True, False]


def test_parquet_keeps_types(frame: pd.DataFrame) -> None:
    table = pq.read_table(BytesIO(export.to_parquet(frame)))
    assert table["emission_t"].to_pylist() == [1.5, None, 0.0]
    assert table["ids"].to_pylist() == [["a", "b"], [], None]


def test_xlsx_has_values_and_no_formula(frame: pd.DataFrame) -> None:
    sheet = openpyxl.load_workbook(BytesIO(export.to_xlsx(frame)))["data"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == list(frame.columns)
    assert rows[1][:4] == ["北京", 1.5, 2015, "['a', 'b']"]
    assert rows[2][0] == '=HYPERLINK("http://x")'
    assert sheet["A3"].data_type == "s", "text that looks like a formula stays text"
    assert rows[2][1] is None and rows[3][0] is None


def test_xlsx_says_when_rows_do_not_fit() -> None:
    with pytest.raises(ValueError, match="1,048,576 rows do not fit"):
        export.to_xlsx(pd.DataFrame({"a": np.zeros(1_048_576)}))


def test_hatch_lines_of_a_square_lie_inside_it() -> None:
    square = [[0.0, 0.0], [0.0, 4.0], [4.0, 4.0], [4.0, 0.0], [0.0, 0.0]]
    lines = geometry.hatch_lines([square], step=1.0)
    # y - x = -3 .. 3, of length 1, 2, 3, 4, 3, 2, 1 along x.
    widths = [end[0] - start[0] for start, end in lines]
    assert widths == [1.0, 2.0, 3.0, 4.0, 3.0, 2.0, 1.0]
    assert all(end[1] - start[1] == end[0] - start[0] for start, end in lines)


def test_hatch_lines_leave_out_a_hole() -> None:
    outer = [[0.5, 0.0], [0.5, 9.0], [9.5, 9.0], [9.5, 0.0], [0.5, 0.0]]
    hole = [[3.5, 3.0], [3.5, 6.0], [6.5, 6.0], [6.5, 3.0], [3.5, 3.0]]
    lines = geometry.hatch_lines([outer, hole], step=1.0)
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in lines]
    assert not [1 for x, y in middles if 3.5 < x < 6.5 and 3.0 < y < 6.0]
    assert len(lines) > 10


def test_outlines_cover_the_provinces_and_run_clockwise() -> None:
    codes = {feature["id"] for feature in geometry.outlines()}
    assert len(codes) == 34
    for feature in geometry.outlines():
        for ring in geometry._rings(feature):
            area = sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(ring))
            # A ring of no area would be drawn as the whole globe.
            assert area > 0, f"{feature['id']}: a ring runs the wrong way"


def test_outlines_carry_their_licence() -> None:
    folder = geometry.outline_file().parent
    licence = (folder / "china_provinces.LICENSE").read_text()
    notice = (folder / "china_provinces.NOTICE").read_text()
    assert "Apache License" in licence and "Version 2.0" in licence
    assert "Apache Software Foundation" in notice and "Changes made" in notice


def _cells() -> pd.DataFrame:
    return pd.DataFrame(
        [
            ("110000", 2015, 10.0, "published"),
            ("110000", 2019, 4.0, "published"),
            ("130000", 2015, 1.0, "published"),
            ("130000", 2019, 3.0, "estimated"),
            ("540000", 2015, None, None),
            ("540000", 2019, None, None),
            ("000000", 2015, 7.0, "published"),
            ("000000", 2019, 9.0, "published"),
        ],
        columns=["province_code", "reference_year", "emission_t", "basis"],
    )


WEAK = {"estimated", "unverified"}


def test_map_values_are_differences_sums_and_unknowns() -> None:
    change = province_values(_cells(), "difference", WEAK).set_index("province_code")
    assert change["emission_t"].to_dict() == pytest.approx(
        {"110000": -6.0, "130000": 2.0, "540000": float("nan")}, nan_ok=True
    )
    whole = province_values(_cells(), "cumulative", WEAK).set_index("province_code")
    assert whole.loc["130000", "emission_t"] == 4.0
    assert whole["weak_frac"].to_dict() == pytest.approx(
        {"110000": 0.0, "130000": 0.75, "540000": float("nan")}, nan_ok=True
    )
    assert unallocated(_cells(), "difference") == 2.0
    assert unallocated(_cells(), "2015") == 7.0


def test_map_marks_provinces_without_data() -> None:
    values = province_values(_cells(), "2015", WEAK).assign(
        text="t", interval="i", weak="w"
    )
    words = dict.fromkeys(["province", "value", "interval", "weak"], "x")
    specification = maps.province_map(
        values, names={}, title="t", words=words | {"no_data": "-"}, is_diverging=False
    )
    shapes, unknown = (
        {shape["id"]: shape["properties"] for shape in specification["datasets"][name]}
        for name in ("shapes", "unknown")
    )
    assert shapes["110000"]["value"] == 10.0
    assert "540000" not in shapes and unknown["540000"]["text"] == "-"
    assert "710000" in unknown, "outside the inventory is no data, not a small figure"
    hatched = {line["id"] for line in specification["datasets"]["hatches"]}
    assert "540000" in hatched and "110000" not in hatched


@pytest.mark.parametrize(
    ("share", "hatching"),
    [
        (0.0, None),
        (0.1, None),
        (0.11, "wide"),
        (0.5, "wide"),
        (0.51, "close"),
        (0.9, "close"),
        (0.91, "crossed"),
        (1.0, "crossed"),
    ],
)
def test_map_is_hatched_by_the_share_on_weak_bases(
    share: float, hatching: str | None
) -> None:
    values = province_values(_cells(), "2015", WEAK).assign(
        text="t", interval="i", weak="w", weak_frac=share
    )
    words = dict.fromkeys(["province", "value", "interval", "weak", "no_data"], "x")
    specification = maps.province_map(
        values, names={}, title="t", words=words, is_diverging=False
    )
    lines = {
        line["id"]: line["geometry"]["coordinates"]
        for line in specification["datasets"]["hatches"]
    }
    wanted = geometry.hatches(hatching)["110000"]["coordinates"] if hatching else None
    assert lines.get("110000") == wanted
    # Hainan stands for a province the table does not have.
    assert lines["460000"] == geometry.hatches("falling")["460000"]["coordinates"]


@pytest.mark.parametrize("span", ["2015", "difference"])
def test_map_without_any_figure_is_still_a_map(span: str) -> None:
    cells = _cells().assign(emission_t=float("nan"))
    values = province_values(cells, span, WEAK).assign(text="t", interval="i", weak="w")
    words = dict.fromkeys(["province", "value", "interval", "weak", "no_data"], "x")
    specification = maps.province_map(
        values, names={}, title="t", words=words, is_diverging=span == "difference"
    )
    assert specification["datasets"]["shapes"] == []
    json.dumps(specification, allow_nan=False)


def test_each_hatching_has_more_lines_than_the_one_before() -> None:
    lines = [
        sum(len(shape["coordinates"]) for shape in geometry.hatches(name).values())
        for name in ("wide", "close", "crossed")
    ]
    assert lines == sorted(set(lines))
    for start, end in geometry.hatches("falling")["540000"]["coordinates"]:
        assert end[0] - start[0] == pytest.approx(start[1] - end[1], abs=0.002)


def test_formula_is_written_with_signs_constants_and_values() -> None:
    terms = pd.DataFrame(
        [
            ("pass", 1, 1.0, None, float("nan"), None),
            ("pass", 2, -1.0, "application", 0.5, "frac"),
            ("pass", 2, -1.0, "removal", 0.9, "frac"),
            ("factor", 1, 0.001, "content", 35.0, "mg_per_kg"),
        ],
        columns=[
            "node_id",
            "term_no",
            "coefficient",
            "operand_id",
            "operand_value",
            "unit",
        ],
    )
    assert formula.written_terms(terms) == (
        "pass =\n    + 1\n    − application [0.5] × removal [0.9]\n"
        "factor =\n    + 0.001 × content [35 mg/kg]"
    )
    assert "+ 0.001 × CONTENT" in formula.written_terms(terms, str.upper)


def test_colours_are_apart_for_every_kind_of_colour_vision() -> None:
    for known in (palette.CATEGORIES, palette.METHODS, palette.VERDICTS):
        values = list(known.values())
        assert len(set(values)) == len(values)
    assert palette.colours(["x", "coal"], {"coal": "#8A8A8A"})[1] == "#8A8A8A"


def test_only_positive_equalities_stand_beside_the_line_of_equality() -> None:
    claims = pd.DataFrame(
        {
            "operator": ["=", "=", "=", "~", "=", "<"],
            "printed_number_value": [2.0, -1.0, 0.0, 3.0, None, 0.01],
            "computed_value": [1.0, 1.0, 1.0, 3.0, 1.0, 1e-90],
        }
    )
    assert equalities(claims).index.tolist() == [0, 3]


@pytest.mark.parametrize(
    ("column", "english", "chinese"),
    [
        ("emission_p025_t", "Emission, 2.5 %, t", "排放量, 2.5 %, t"),
        ("output_v_t", "Output V, t", "产量 V, t"),
        ("carbon_intensity_tco2e_per_t", "Carbon intensity, t CO2e/t", None),
        ("weak_frac", "Share on weak bases", "弱依据占比"),
        ("mean_se_t", "Mean, standard error, t", "均值, 标准误, t"),
        ("brand_new_kg_per_t", "Brand new, kg/t", "Brand new, kg/t"),
    ],
)
def test_column_is_labelled_by_the_rule_of_its_name(
    column: str, english: str, chinese: str | None
) -> None:
    assert column_label(column, "en") == english
    assert chinese is None or column_label(column, "zh") == chinese


def test_parameter_is_named_in_words_and_a_node_is_not() -> None:
    known = {"310000": "Shanghai"}
    assert parameter_name("content.raw_coal", "zh") == "含钒量: 原煤"
    assert (
        parameter_name("activity.fuel_oil.burnt.transport.310000.2017", "en", known)
        == "Activity: fuel oil, burnt, transport, Shanghai, 2017"
    )
    assert parameter_name("literature.coal_rc.power", "en") == (
        "literature.coal_rc.power"
    )


def test_flow_diagram_keeps_widths_and_ends_at_the_nodes() -> None:
    flows = pd.DataFrame(
        {
            "from_id": ["a", "a", "b", "c"],
            "to_id": ["b", "c", "c", "b"],
            "flow_t": [30.0, 10.0, 20.0, 10.0],
            "interval": "–",
        }
    )
    places = {"a": (0.0, 0.0), "b": (0.5, 0.5), "c": (1.0, 0.5)}
    # The largest node, 40 t, takes the whole height: 400 px.
    nodes, pixels_per_t = flux._nodes(flows, places=places, height=400, fill=1.0)
    assert pixels_per_t == pytest.approx(10.0)
    assert {key: node.height for key, node in nodes.items()} == pytest.approx(
        {"a": 400.0, "b": 400.0, "c": 300.0}
    )
    assert nodes["c"].top == pytest.approx(50.0), "centred where it was placed"
    points = pd.DataFrame(flux._links(flows, nodes, pixels_per_t=pixels_per_t))
    ribbons = points[~points["is_loop"]]
    widths = (ribbons["y2"] - ribbons["y"]).groupby(ribbons["link"]).unique()
    assert [width[0] for width in widths] == pytest.approx([300.0, 100.0, 200.0])
    first = points[points["link"] == 0].iloc[0]
    assert first["x"] == pytest.approx(flux.NODE_WIDTH), "starts right of its node"
    loop = points[points["is_loop"]]
    assert loop["link"].unique().tolist() == [3]
    assert loop["y"].max() > 400, "a flow back runs below everything"


def test_flow_diagram_moves_nodes_apart() -> None:
    flows = pd.DataFrame(
        {"from_id": ["a", "b"], "to_id": ["z", "z"], "flow_t": [1.0, 1.0]}
    )
    places = {"a": (0.0, 0.9), "b": (0.0, 0.9), "z": (1.0, 0.0)}
    nodes, _ = flux._nodes(flows, places=places, height=215, fill=1.0)
    # 2 t and a gap of 15 px fill 215 px: 100 px a tonne, from top to bottom.
    assert (nodes["a"].top, nodes["b"].top) == pytest.approx((0.0, 115.0))
