import pandas as pd
import streamlit as st

from parts import figure, words
from parts.view import open_view
from vanadis.viewer import palette
from vanadis.viewer.charts.flux import sankey
from vanadis.viewer.queries import inventory
from vanadis.viewer.queries.maps import CUMULATIVE

view = open_view("flux")
if not view.needs("fct_emissions", "dim_sub_source", "dim_receptor"):
    st.stop()

spans = {CUMULATIVE: view.text("span.cumulative")}
spans |= {str(year): str(year) for year in inventory.YEARS}
first, second = st.columns(2)
with first:
    method = words.choose_method(view)
with second:
    span = view.choose("span", spans)

has_intervals = view.has("fct_emission_intervals")
cells = inventory.emissions(view.read, method)
if span != CUMULATIVE:
    cells = cells[cells["reference_year"] == int(span)]


def bounds_of(level: str) -> pd.DataFrame | None:
    if not has_intervals:
        return None
    bounds = inventory.intervals(view.read, method, level)
    year = bounds["reference_year"]
    return bounds[year.isna() if span == CUMULATIVE else year == float(span)]


flows = inventory.sums(cells, ["category_id", "sub_source_id", "receptor_id"])
flows = inventory.with_intervals(flows, bounds_of("sub_source"), ["sub_source_id"])
flows["interval"] = words.interval_text(flows)
sub_sources, receptors = view.names("sub_source"), view.names("receptor")
order = {key: place for place, key in enumerate(palette.CATEGORIES)}
flows["place"] = flows["category_id"].map(order)
flows = flows.sort_values(["place", "emission_t"], ascending=[True, False])
flows = flows.drop(columns="place").reset_index(drop=True)

figure.heading(view, "flux.title")
links = flows.rename(
    columns={
        "sub_source_id": "from_id",
        "receptor_id": "to_id",
        "emission_t": "flow_t",
    }
)
colours = {
    row.from_id: palette.CATEGORIES.get(row.category_id, palette.GREY)
    for row in links.itertuples()
}
# Sources on the left in order; receptors on the right, where their flows come from.
left = links["from_id"].drop_duplicates()
places = {key: (0.0, place / len(left)) for place, key in enumerate(left)}
heights = links["from_id"].map({key: y for key, (_, y) in places.items()})
weights = links["flow_t"].fillna(0)
for key, part in links.groupby("to_id"):
    centre = (heights * weights)[part.index].sum() / weights[part.index].sum()
    places[str(key)] = (1.0, float(centre))
figure.draw(
    view,
    sankey(
        links,
        names=sub_sources | receptors,
        node_colours=colours | palette.RECEPTORS,
        places=places,
        unit="t V",
        words=words.flow(view),
    ),
    flows,
    name="flux",
    unit="t V",
    years=spans[span],
    method=words.methods(view)[method],
    interval=words.interval_note(view, has_intervals),
    tables="fct_emissions",
)
st.caption(view.text("flux.small"))

figure.heading(view, "flux.receptors")
totals = inventory.sums(cells, ["receptor_id"])
totals = inventory.with_intervals(totals, bounds_of("receptor"), ["receptor_id"])
totals["share"] = totals["emission_t"] / totals["emission_t"].sum()
figure.table(
    view,
    totals,
    name="receptors",
)
