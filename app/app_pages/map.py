import streamlit as st

from parts import figure, words
from parts.view import open_view
from vanadis.viewer.charts import common, maps
from vanadis.viewer.formats import NO_DATA, number
from vanadis.viewer.queries import inventory
from vanadis.viewer.queries.maps import (
    CUMULATIVE,
    DIFFERENCE,
    WEAK_BASES,
    province_values,
    unallocated,
)

view = open_view("map")
if not view.needs(
    "fct_emissions", "dim_province", "dim_region", "dim_sub_source", "dim_basis"
):
    st.stop()

provinces = view.names("province")
sources = {"all": view.text("word.all_sources")}
sources |= view.names("category") | view.names("sub_source")
spans = {
    CUMULATIVE: view.text("span.cumulative"),
    DIFFERENCE: view.text("span.difference"),
} | {str(year): str(year) for year in inventory.YEARS}

first, second, third = st.columns(3)
with first:
    method = words.choose_method(view)
with second:
    source = view.choose("source", sources)
with third:
    span = view.choose("span", spans)

cells = inventory.emissions(view.read, method)
level, keys = "province", ["province_code", "reference_year"]
if source in view.names("category"):
    cells = cells[cells["category_id"] == source]
    level = "province_category"
elif source != "all":
    cells = cells[cells["sub_source_id"] == source]
    level = "cell"

values = province_values(cells, span, set(view.read(WEAK_BASES, {})["basis"]))
bounds = None
if view.has("fct_emission_intervals"):
    lookup = f"{level}_trend" if span == DIFFERENCE else level
    bounds = inventory.intervals(view.read, method, lookup)
    year = bounds["reference_year"]
    bounds = bounds[year.isna() if not span.isdigit() else year == float(span)]
    if level != "province":
        column = "category_id" if level == "province_category" else "sub_source_id"
        bounds = bounds[bounds[column] == source]
values = inventory.with_intervals(values, bounds, ["province_code"])
values["province"] = values["province_code"].map(provinces)
values["text"] = [f"{number(value)} t" for value in values["emission_t"]]
values["interval"] = words.interval_text(values)
values["weak"] = [
    NO_DATA if value == "nan %" else value
    for value in words.percents(values["weak_frac"])
]

left, right = st.columns([3, 2])
with left:
    figure.heading(view, "map.title")
    clicked = figure.draw(
        view,
        maps.province_map(
            values,
            names=provinces,
            title=f"{spans[span]}, t V",
            words={
                "province": view.text("word.province"),
                "value": view.text("word.emission"),
                "interval": view.text("word.interval"),
                "weak": view.text("map.weak"),
                "no_data": view.text("word.no_data"),
            },
            is_diverging=span == DIFFERENCE,
        ),
        values,
        name="map",
        unit="t V",
        years=spans[span],
        method=words.methods(view)[method],
        interval=words.interval_note(view, bounds is not None),
        tables="fct_emissions, dim_province",
        click=maps.CLICK,
    )
    st.caption(view.text("map.hatched"))
    rest = unallocated(cells, span)
    if rest:
        st.caption(view.text("map.unallocated", tonnes=number(rest)))
    points = (clicked or {}).get("selection", {}).get(maps.CLICK, [])
    if points:
        code = str(points[0]["id"])
        name = provinces.get(code, code)
        target = {"province": code, "method": method}
        if view.language != "en":
            target["lang"] = view.language
        st.page_link(
            "app_pages/explain.py",
            label=view.text("map.explain", province=name),
            query_params=target,
        )

with right:
    figure.heading(view, "map.regions")
    regions = view.names("region")
    series = inventory.sums(
        cells.dropna(subset="region_id"), ["region_id", "reference_year"]
    )
    has_bands = source == "all" and view.has("fct_emission_intervals")
    series = inventory.with_intervals(
        series,
        inventory.intervals(view.read, method, "region") if has_bands else None,
        ["region_id", "reference_year"],
    )
    series["region"] = series["region_id"].map(regions)
    series["interval"] = words.interval_text(series)
    figure.draw(
        view,
        common.lines_with_bands(
            series,
            x="reference_year",
            y="emission_t",
            low="emission_p025_t",
            high="emission_p975_t",
            series="region",
            colour=common.scale(list(regions), regions, {}),
            y_title=view.text("word.emission_t"),
            hover=common.tooltip(
                region=(view.text("word.region"), ""),
                reference_year=(view.text("word.year"), ""),
                emission_t=(view.text("word.emission_t"), common.NUMBER),
                interval=(view.text("word.interval"), ""),
            ),
            height=260,
        ),
        series,
        name="regions",
        unit="t V",
        years=words.YEARS,
        method=words.methods(view)[method],
        interval=words.interval_note(view, has_bands),
        tables="fct_emissions, dim_region",
    )

figure.heading(view, "map.ranking")
by_year = inventory.sums(cells, ["province_code", "reference_year"])
by_year = by_year.pivot(
    index="province_code", columns="reference_year", values="emission_t"
)
by_year.columns = [f"emission_{year}_t" for year in by_year.columns]
ranked = values.sort_values("emission_t", ascending=False).merge(
    by_year, on="province_code"
)
st.caption(view.text("map.ranking_note"))
bounds_of_span = ["emission_t", "emission_p025_t", "emission_p975_t", "weak_frac"]
figure.table(
    view,
    ranked[["province_code", *bounds_of_span, *by_year.columns]],
    name="ranking",
    height=460,
)
