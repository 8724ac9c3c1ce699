import pandas as pd
import streamlit as st

from parts import figure, words
from parts.view import View, open_view
from vanadis.viewer.formats import number, percent
from vanadis.viewer.formula import written_terms
from vanadis.viewer.queries import explain, inventory

LISTED = 200
KEYS = ("province_code", "sub_source_id")
# Level of the intervals at which a choice of these keys stands.
LEVELS = {
    (): "national",
    ("province_code",): "province",
    ("sub_source_id",): "sub_source",
    KEYS: "cell",
}


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
    event = figure.show(
        view,
        shown[columns],
        height=420 if len(shown) > 10 else "auto",
        on_select="rerun",
        selection_mode="single-row",
        key="explain_cells",
    )
    figure.downloads(view, listed, name="cells")
    if event.selection.rows:
        go_to(shown.iloc[event.selection.rows[0]])


def show_cell(view: View, chosen: dict[str, str]) -> None:
    """Open one number: its uses and the factor written out."""
    products = explain.products(view.read, chosen)
    st.markdown(sentence(view, products))
    figure.heading(view, "explain.products")
    first = ["use_id", "activity_t", "activity_m3"]
    first += ["factor_kg_per_t", "factor_kg_per_m3", "emission_t", "notation_key"]
    first += ["activity_basis", "factor_basis", "activity_source_locator"]
    shown = products.dropna(axis=1, how="all")
    first = [column for column in first if column in shown]
    figure.table(view, shown, name="products", first=first)
    nodes = list(products["node_id"].dropna().unique())
    if nodes and view.needs("fct_factor_terms", "fct_factor_operands"):
        terms = explain.terms(view.read, nodes)
        figure.heading(view, "explain.formula")
        st.caption(view.text("explain.formula_note"))
        named = view.parameters(terms["operand_id"])
        formula = written_terms(terms, lambda key: named[key])
        st.code(formula, language=None, wrap_lines=True)
        figure.data_below(view, terms, name="terms")


def sentence(view: View, products: pd.DataFrame) -> str:
    """Say one cell in words: so much activity at such a mean factor."""
    emission = products["emission_t"].sum(min_count=1)
    for unit, key in (("t", "activity_t"), ("m³", "activity_m3")):
        activity = products[key].sum(min_count=1)
        if activity > 0 and pd.notna(emission):
            return view.text(
                "explain.sentence",
                tonnes=number(emission),
                activity=number(activity),
                unit=unit,
                factor=number(emission / activity * 1e6),
                uses=int(products["emission_t"].notna().sum()),
            )
    return view.text("explain.no_product")


def bounds_of(view: View, chosen: dict[str, str]) -> str | None:
    """Return the 95 % interval of the number chosen, if one was computed."""
    if not view.has("fct_emission_intervals"):
        return None
    keys = [key for key in KEYS if chosen[key] != "all"]
    bounds = inventory.intervals(view.read, chosen["method_id"], LEVELS[tuple(keys)])
    for key in keys:
        bounds = bounds[bounds[key] == chosen[key]]
    year, wanted = bounds["reference_year"], chosen["reference_year"]
    bounds = bounds[year.isna() if wanted == "all" else year == float(wanted)]
    return next(iter(words.interval_text(bounds)), None)


def show_sources(view: View, chosen: dict[str, str]) -> None:
    """Show the parameters, activities and references behind the choice."""
    if not explain.can_explain(view.read):
        st.info(view.text("missing_tables", tables="explain_emission"))
        return
    items = explain.items(view.read, chosen)
    parameters = items[items["item_kind"].isin(["parameter", "activity"])]
    figure.heading(view, "explain.parameters")
    st.caption(view.text("explain.share_note"))
    parameters = parameters.assign(
        item_name=parameters["item_id"].map(view.parameters(parameters["item_id"]))
    )
    first = ["item_name", "item_value", "unit", "share_frac", "basis"]
    first += ["citation", "source_locator", "source_key", "item_id"]
    rest = [column for column in parameters if column not in first]
    largest = parameters.nlargest(LISTED, "share_frac")
    counts = {"shown": f"{len(largest):,}", "all": f"{len(parameters):,}"}
    st.caption(view.text("explain.largest", **counts))
    figure.show(view, largest[[*first, *rest]])
    figure.downloads(view, parameters, name="parameters")
    figure.heading(view, "explain.terms")
    terms = items[items["item_kind"] == "term"].dropna(axis=1, how="all")
    first = ["sub_source_id", "use_id", "formula", "emission_t", "share_frac"]
    figure.table(view, terms, name="term_shares", first=first)
    figure.heading(view, "explain.references")
    found = explain.references(view.read, chosen)
    first = ["citation", "share_frac", "emission_t", "doi", "licence"]
    figure.table(view, found, name="references", first=first)


view = open_view("explain")
if not view.needs("fct_emissions", "fct_use_emissions"):
    st.stop()
chosen = choose_cell(view)
cells = explain.cells(view.read, chosen)
known = cells["emission_t"].dropna()
left, right = st.columns(2)
left.metric(
    view.text("explain.number"),
    f"{number(known.sum())} t V" if len(known) else view.text("word.no_data"),
)
bounds = bounds_of(view, chosen)
if len(known) and bounds:
    left.caption(view.text("overview.interval", interval=bounds))
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
