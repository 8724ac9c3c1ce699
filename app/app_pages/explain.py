import pandas as pd
import streamlit as st

from parts import figure, words
from parts.view import View, open_view
from vanadis.viewer.formats import number, percent
from vanadis.viewer.formula import written_terms
from vanadis.viewer.queries import explain, inventory

LISTED = 200


def choose_cell(view: View) -> dict[str, str]:
    every = {"all": view.text("word.all")}
    years = every | {str(year): str(year) for year in inventory.YEARS}
    columns = st.columns(4)
    with columns[0]:
        method = words.choose_method(view)
    with columns[1]:
        province = view.choose("province", every | view.names("province"))
    with columns[2]:
        source = view.choose("source", every | view.names("sub_source"))
    with columns[3]:
        year = view.choose("year", years)
    return {
        "method_id": method,
        "province_code": province,
        "sub_source_id": source,
        "reference_year": year,
    }


def go_to(row: pd.Series) -> None:
    st.query_params["province"] = str(row["province_code"])
    st.query_params["source"] = str(row["sub_source_id"])
    st.query_params["year"] = str(row["reference_year"])
    st.rerun()


def show_cells(view: View, cells: pd.DataFrame) -> None:
    """List what a sum is made of; a click on a row opens that number."""
    figure.heading(view, "explain.made_of")
    total = cells["emission_t"].sum()
    listed = cells.assign(
        share=cells["emission_t"] / total,
        province=cells["province_code"].map(view.names("province")),
        sub_source=cells["sub_source_id"].map(view.names("sub_source")),
    )
    columns = ["province", "sub_source", "reference_year", "emission_t", "share"]
    columns += ["basis", "notation_key", "is_imputed"]
    known = listed.dropna(subset="emission_t")
    shown = known.head(LISTED)
    st.caption(
        view.text("explain.listed", shown=f"{len(shown):,}", all=f"{len(known):,}")
    )
    event = st.dataframe(
        shown[columns],
        hide_index=True,
        height=420,
        on_select="rerun",
        selection_mode="single-row",
        key="explain_cells",
        column_config={"share": st.column_config.NumberColumn(format="percent")},
    )
    figure.downloads(view, listed, name="cells")
    if event.selection.rows:
        go_to(shown.iloc[event.selection.rows[0]])


def show_cell(view: View, chosen: dict[str, str]) -> None:
    """Open one number: its uses and the factor written out."""
    products = explain.products(view.read, chosen)
    figure.heading(view, "explain.products")
    figure.table(view, products, name="products")
    nodes = list(products["node_id"].dropna().unique())
    if nodes and view.needs("fct_factor_terms", "fct_factor_operands"):
        terms = explain.terms(view.read, nodes)
        figure.heading(view, "explain.formula")
        st.caption(view.text("explain.formula_note"))
        st.code(written_terms(terms), language=None, wrap_lines=True)
        figure.data_below(view, terms, name="terms")


def show_sources(view: View, chosen: dict[str, str]) -> None:
    """Show the parameters, activities and references behind the choice."""
    if not explain.can_explain(view.read):
        st.info(view.text("missing_tables", tables="explain_emission"))
        return
    items = explain.items(view.read, chosen)
    parameters = items[items["item_kind"].isin(["parameter", "activity"])]
    figure.heading(view, "explain.parameters")
    st.caption(view.text("explain.share_note"))
    first = ["item_kind", "item_id", "item_value", "unit", "basis", "share_frac"]
    first += ["source_key", "source_locator", "citation"]
    rest = [column for column in items if column not in first]
    share = {"share_frac": st.column_config.NumberColumn(format="percent")}
    figure.table(view, parameters[first + rest], name="parameters", columns=share)
    figure.heading(view, "explain.terms")
    terms = items[items["item_kind"] == "term"].dropna(axis=1, how="all")
    figure.table(view, terms, name="term_shares", columns=share)
    figure.heading(view, "explain.references")
    found = explain.references(view.read, chosen)
    figure.table(view, found, name="references", columns=share)


view = open_view("explain")
if not view.needs("fct_emissions", "fct_activities", "fct_emission_factors"):
    st.stop()
chosen = choose_cell(view)
cells = explain.cells(view.read, chosen)
known = cells["emission_t"].dropna()
left, right = st.columns(2)
left.metric(
    view.text("explain.number"),
    f"{number(known.sum(), digits=6)} t V" if len(known) else view.text("word.no_data"),
)
by_basis = inventory.sums(cells.dropna(subset="emission_t"), ["basis"])
if len(known):
    total = known.sum()
    parts = [
        f"{view.word('basis', row.basis)} {percent(row.emission_t / total)}"
        for row in by_basis.sort_values("emission_t", ascending=False).itertuples()
        if row.emission_t
    ]
    right.caption(view.text("explain.rests_on", parts=", ".join(parts)))
if len(cells) == 1:
    key = cells["notation_key"].iloc[0]
    if isinstance(key, str):
        right.caption(view.word("notation", key))
    show_cell(view, chosen)
else:
    show_cells(view, cells)
if len(known):
    show_sources(view, chosen)
