import streamlit as st

from parts import figure, words
from parts.view import open_view
from vanadis.viewer import palette
from vanadis.viewer.charts import common, overview
from vanadis.viewer.formats import interval, number
from vanadis.viewer.queries import inventory
from vanadis.viewer.queries.overview import national_totals

INTERVALS = "fct_emission_intervals"

view = open_view("overview")
if not view.needs("fct_emissions", "dim_method"):
    st.stop()

methods = words.methods(view)
has_intervals = view.has(INTERVALS)
totals = national_totals(view.read, list(methods), has_intervals=has_intervals)
totals["method"] = totals["method_id"].map(methods)
totals["interval"] = words.interval_text(totals)

st.markdown(view.text("overview.what"))
whole = totals[totals["reference_year"].isna()].set_index("method_id")
for column, method_id in zip(st.columns(len(methods)), methods, strict=True):
    row = whole.loc[method_id]
    bounds = interval(row["emission_p025_t"], row["emission_p975_t"])
    with column.container(border=True):
        st.metric(methods[method_id], f"{number(row['emission_t'])} t V")
        if has_intervals:
            st.caption(view.text("overview.interval", interval=bounds))
        yearly = number(row["emission_t"] / len(inventory.YEARS))
        st.caption(view.text("overview.yearly", yearly=yearly))
        st.caption(view.word("overview.role", method_id))
        if not view.has("fct_emission_intervals"):
            st.caption(view.text("caption.no_interval"))

figure.heading(view, "overview.totals")
by_year = totals.dropna(subset="reference_year").astype({"reference_year": int})
figure.draw(
    view,
    overview.totals_by_year(
        by_year,
        colour=common.scale(list(methods), methods, palette.METHODS),
        words={
            "method": view.text("word.method"),
            "year": view.text("word.year"),
            "emission": view.text("word.emission_t"),
            "interval": view.text("word.interval"),
            "axis": view.text("word.emission_t"),
        },
    ),
    by_year,
    name="totals",
    unit="t V",
    years=words.YEARS,
    interval=words.interval_note(view, has_intervals),
    tables=f"fct_emissions, {INTERVALS}" if has_intervals else "fct_emissions",
)

basis = inventory.emission_by_basis(view.read)
basis["method"] = basis["method_id"].map(methods)
share_words = {
    "share": view.text("word.share"),
    "method": view.text("word.method"),
    "emission": view.text("word.emission_t"),
}

with st.container():
    figure.heading(view, "overview.categories")
    categories = view.names("category")
    parts = inventory.sums(basis, ["method_id", "method", "category_id"])
    parts["category"] = parts["category_id"].map(categories)
    by_method = parts.groupby("method_id")["emission_t"]
    parts["share"] = parts["emission_t"] / by_method.transform("sum")
    keys = [key for key in palette.CATEGORIES if key in set(parts["category_id"])]
    figure.draw(
        view,
        overview.shares(
            parts,
            part="category",
            order=[categories[key] for key in keys],
            colour=common.scale(keys, categories, palette.CATEGORIES),
            words={**share_words, "part": view.text("word.category")},
        ),
        parts,
        name="categories",
        unit="%",
        years=words.YEARS,
        tables="fct_emissions",
    )
with st.container():
    figure.heading(view, "overview.basis")
    names = {key: view.word("basis", key) for key in palette.BASES}
    parts = inventory.sums(basis, ["method_id", "method", "basis"])
    parts["basis_name"] = parts["basis"].map(names)
    by_method = parts.groupby("method_id")["emission_t"]
    parts["share"] = parts["emission_t"] / by_method.transform("sum")
    keys = [key for key in palette.BASES if key in set(parts["basis"])]
    figure.draw(
        view,
        overview.shares(
            parts,
            part="basis_name",
            order=[names[key] for key in keys],
            colour=common.scale(keys, names, palette.BASES),
            words={**share_words, "part": view.text("word.basis")},
        ),
        parts,
        name="basis",
        unit="%",
        years=words.YEARS,
        tables="fct_emissions",
    )
    st.caption(view.text("overview.basis_note"))
