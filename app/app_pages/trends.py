import pandas as pd
import streamlit as st

from parts import figure, words
from parts.view import open_view
from vanadis.viewer import palette
from vanadis.viewer.charts import common, trends
from vanadis.viewer.formats import number
from vanadis.viewer.queries import inventory

view = open_view("trends")
if not view.needs("fct_emissions", "dim_sub_source", "dim_category"):
    st.stop()

provinces = {"all": view.text("word.all_china")} | view.names("province")
first, second, third = st.columns(3)
with first:
    method = words.choose_method(view)
with second:
    province = view.choose("province", provinces)
with third:
    scale = view.choose("scale", words.scales(view), as_buttons=True)

has_intervals = view.has("fct_emission_intervals")
categories, sub_sources = view.names("category"), view.names("sub_source")
cells = inventory.emissions(view.read, method)
if province != "all":
    cells = cells[cells["province_code"] == province]


def with_bounds(frame: pd.DataFrame, key: str, level: str) -> pd.DataFrame:
    bounds = None
    if has_intervals:
        bounds = inventory.intervals(view.read, method, level)
        if province != "all":
            bounds = bounds[bounds["province_code"] == province]
    frame = inventory.with_intervals(frame, bounds, [key, "reference_year"])
    return frame.assign(interval=words.interval_text(frame))


common_caption = {
    "years": words.YEARS,
    "method": words.methods(view)[method],
    "interval": words.interval_note(view, has_intervals),
    "tables": "fct_emissions, fct_emission_intervals"
    if has_intervals
    else "fct_emissions",
}

figure.heading(view, "trends.contributions")
level = "category" if province == "all" else "province_category"
parts = inventory.sums(cells, ["category_id", "reference_year"])
parts = with_bounds(parts, "category_id", level)
parts["category"] = parts["category_id"].map(categories)
by_year = parts.groupby("reference_year")["emission_t"]
parts["share"] = parts["emission_t"] / by_year.transform("sum")
totals = inventory.sums(cells, ["reference_year"])
totals["text"] = [f"{number(value)} t" for value in totals["emission_t"]]
keys = [key for key in palette.CATEGORIES if key in set(parts["category_id"])]
figure.draw(
    view,
    trends.contributions(
        parts,
        totals,
        order=[categories[key] for key in keys],
        colour=common.scale(keys, categories, palette.CATEGORIES),
        words={
            "share": view.text("word.share"),
            "year": view.text("word.year"),
            "category": view.text("word.category"),
            "emission": view.text("word.emission_t"),
            "interval": view.text("word.interval"),
        },
    ),
    parts,
    name="contributions",
    unit="%, t V",
    **common_caption,
)

level = "sub_source" if province == "all" else "cell"
series = inventory.sums(cells, ["category_id", "sub_source_id", "reference_year"])
series = with_bounds(series, "sub_source_id", level)
series["sub_source"] = series["sub_source_id"].map(sub_sources)
for place, category in enumerate(keys):
    if place % 2 == 0:
        columns = st.columns(2)
    shown = series[series["category_id"] == category]
    ids = list(dict.fromkeys(shown["sub_source_id"]))
    with columns[place % 2]:
        figure.heading(view, f"trends.{category}")
        if shown["emission_t"].isna().all():
            st.info(view.text("word.no_data"))
            continue
        figure.draw(
            view,
            common.lines_with_bands(
                shown,
                x="reference_year",
                y="emission_t",
                low="emission_p025_t",
                high="emission_p975_t",
                series="sub_source",
                colour=common.scale(ids, sub_sources, {}),
                y_title=view.text("word.emission_t"),
                hover=common.tooltip(
                    sub_source=(view.text("word.sub_source"), ""),
                    reference_year=(view.text("word.year"), ""),
                    emission_t=(view.text("word.emission_t"), common.NUMBER),
                    interval=(view.text("word.interval"), ""),
                ),
                log=scale == "log",
            ),
            shown,
            name=f"series_{category}",
            unit="t V",
            **common_caption,
        )

figure.heading(view, "trends.drivers")
if view.needs("fct_emission_drivers"):
    effects = inventory.drivers(view.read, method)
    if province != "all":
        effects = effects[effects["province_code"] == province]
    long = effects.melt(
        id_vars="sub_source_id",
        value_vars=["activity_effect_t", "structure_effect_t", "factor_effect_t"],
        var_name="effect_id",
        value_name="effect_t",
    )
    long = long.groupby(["sub_source_id", "effect_id"], as_index=False).sum()
    long["name"] = long["sub_source_id"].map(sub_sources)
    names = {key: view.word("effect", key) for key in long["effect_id"].unique()}
    long["effect"] = long["effect_id"].map(names)
    if long.empty:
        st.info(view.text("word.no_data"))
    else:
        figure.draw(
            view,
            trends.drivers(
                long,
                colour=common.scale(list(names), names, {}),
                words={
                    "axis": view.text("trends.change"),
                    "name": view.text("word.sub_source"),
                    "effect": view.text("word.effect"),
                },
            ),
            long,
            name="drivers",
            unit="t V",
            years=words.YEARS,
            method=words.methods(view)[method],
            tables="fct_emission_drivers",
        )
