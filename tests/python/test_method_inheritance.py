"""A method that inherits from another one rests on terms of both."""

import pandas as pd

from vanadis.uncertainty_tables import terms_behind

TERMS = pd.DataFrame(
    {
        "method_id": ["base", "base", "base", "base", "heir"],
        "node_id": ["base.cell", "base.cell", "base.lower", "base.unused", "heir.cell"],
        "operand_ids": [["base.lower", "a"], ["b"], ["c"], ["d"], ["e", "base.lower"]],
    }
)


def test_terms_behind__follows_inherited_nodes_down() -> None:
    found = terms_behind(TERMS, ["heir.cell", "base.cell"])
    assert found.index.tolist() == [0, 1, 2, 4]


def test_terms_behind__takes_what_is_needed_and_no_more() -> None:
    assert terms_behind(TERMS, ["heir.cell"])["node_id"].tolist() == [
        "base.lower",
        "heir.cell",
    ]
    assert terms_behind(TERMS, ["unknown"]).empty
