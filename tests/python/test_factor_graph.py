"""The factor graph against a factor worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from vanadis.factor_graph import GraphError, compile_graph

# Two device classes in series behind one boiler, as in DESIGN section 3:
# particulate = 1 - 0.6*0.9 - 0.3*0.8 = 0.22; sulfur = 1 - 0.5*0.4 = 0.8;
# net release = 0.85*0.22*0.8 = 0.1496; factor = 30 mg/kg * 0.1496 / 1000 kg/t.
PARAMETERS = {
    "content": 30.0,
    "release": 0.85,
    "share_esp": 0.6,
    "removal_esp": 0.9,
    "share_fb": 0.3,
    "removal_fb": 0.8,
    "share_fgd": 0.5,
    "removal_fgd": 0.4,
}
ROWS = [
    ("particulate", 1, 0, 1.0, []),
    ("particulate", 1, 1, -1.0, ["share_esp", "removal_esp"]),
    ("particulate", 1, 2, -1.0, ["share_fb", "removal_fb"]),
    ("sulfur", 1, 0, 1.0, []),
    ("sulfur", 1, 1, -1.0, ["share_fgd", "removal_fgd"]),
    ("net", 2, 0, 1.0, ["release", "particulate", "sulfur"]),
    ("factor", 3, 0, 1e-3, ["content", "net"]),
]
COLUMNS = ["node_id", "level", "term_no", "coefficient", "operand_ids"]
NODES = ["factor", "net", "particulate"]


def graph(rows=ROWS):
    return compile_graph(pd.DataFrame(rows, columns=COLUMNS), list(PARAMETERS))


def point():
    return np.array(list(PARAMETERS.values()))


def test_values_are_those_worked_out_by_hand():
    values = graph().evaluate(point()[:, None], NODES)[:, 0]
    np.testing.assert_allclose(values, [0.004488, 0.1496, 0.22], rtol=1e-14)


def test_row_order_does_not_matter():
    np.testing.assert_array_equal(
        graph(ROWS[::-1]).evaluate(point()[:, None], NODES),
        graph().evaluate(point()[:, None], NODES),
    )


def test_derivatives_are_those_worked_out_by_hand():
    slopes = graph().derivatives(point(), ["factor"])[0]
    by_hand = {
        "content": 0.1496e-3,
        "release": 30e-3 * 0.22 * 0.8,
        "share_esp": -30e-3 * 0.85 * 0.8 * 0.9,
        "removal_esp": -30e-3 * 0.85 * 0.8 * 0.6,
        "share_fb": -30e-3 * 0.85 * 0.8 * 0.8,
        "removal_fb": -30e-3 * 0.85 * 0.8 * 0.3,
        "share_fgd": -30e-3 * 0.85 * 0.22 * 0.4,
        "removal_fgd": -30e-3 * 0.85 * 0.22 * 0.5,
    }
    np.testing.assert_allclose(slopes, list(by_hand.values()), rtol=1e-13)


def test_a_squared_operand_has_twice_the_slope():
    square = compile_graph(
        pd.DataFrame([("n", 1, 0, 3.0, ["x", "x"])], columns=COLUMNS), ["x"]
    )
    assert square.derivatives(np.array([5.0]), ["n"])[0, 0] == pytest.approx(30.0)


def test_dependents_follow_the_operands():
    found = graph().dependents(["particulate", "sulfur", "factor"])
    assert found["share_fgd"] == ["sulfur", "factor"]
    assert found["removal_esp"] == ["particulate", "factor"]
    assert found["content"] == ["factor"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("net", 2, 1, 1.0, ["nothing"]), "operand 'nothing' is neither"),
        (("other", 2, 0, 1.0, ["net"]), "is on level 2, expected below 2"),
        (("net", 2, 0, 1.0, ["release"]), "term 0 is there twice"),
        (("release", 2, 0, 1.0, ["content"]), "the name is taken"),
        (("net", 3, 9, 1.0, ["content"]), "the name is taken"),
    ],
)
def test_rows_that_are_no_graph_are_named(row, reason):
    with pytest.raises(GraphError, match=reason):
        graph([*ROWS, row])
