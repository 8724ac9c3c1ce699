import streamlit as st

from parts import chain_links, chain_quantities
from parts.view import open_view

PARTS = {
    "outputs": chain_quantities.outputs,
    "trade": chain_quantities.trade,
    "costs": chain_quantities.costs,
    "carbon": chain_quantities.carbon,
    "linkages": chain_links.linkages,
    "flows": chain_links.flows,
    "shocks": chain_links.shocks,
    "priorities": chain_links.priorities,
}

view = open_view("chain")
if not view.needs("dim_stage", "dim_product"):
    st.stop()
names = {key: view.text(f"part.{key}") for key in PARTS}
part = view.choose("part", names, as_buttons=True)
PARTS[part](view)
