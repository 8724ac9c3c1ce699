"""Outputs, trade, cost and carbon of the chain (Fig. S1 to S5)."""

import altair as alt
import streamlit as st

from parts import chain, figure, words
from parts.view import View
from vanadis.viewer.charts import common
from vanadis.viewer.queries import chain as queries

COST_MEASURES = {
    "price_v": "CNY/t V",
    "own_cost_v": "CNY/t V",
    "feed_cost_v": "CNY/t V",
    "domestic_cost_v": "CNY/t V",
}
CARBON_MEASURES = {
    "carbon_intensity": "tco2e_per_t",
    "carbon_intensity_v": "tco2e_per_t",
    "embodied_carbon_v": "tco2e_per_t",
    "emission_co2": "t",
}


def outputs(view: View) -> None:
    figure.heading(view, "chain.unit_time")
    if view.needs("fct_chain_unit_time_outputs", "fct_chain_outputs"):
        products = view.read(queries.UNIT_TIME_OUTPUTS, {})
        chain.lines(
            view,
            chain.with_names(view, products),
            measure="output_t_per_d",
            low="output_p025_t_per_d",
            high="output_p975_t_per_d",
            unit="t/d",
            tables="fct_chain_unit_time_outputs",
            name="unit_time",
            series="product",
            log=True,
        )
        figure.heading(view, "chain.outputs")
        stages = chain.with_names(view, view.read(queries.OUTPUTS, {}))
        chain.lines(
            view,
            stages,
            measure="output_v_t",
            low="output_v_p025_t",
            high="output_v_p975_t",
            unit="t V",
            tables="fct_chain_outputs",
            name="outputs",
            log=True,
        )
        figure.note(view.text("chain.outputs_note"))


def trade(view: View) -> None:
    if not view.needs("fct_chain_trade"):
        return
    flows = {key: view.text(f"chain.{key}") for key in ("import", "export")}
    products = chain.with_names(view, view.read(queries.TRADE, chain.PERIOD))
    stages = chain.with_names(view, view.read(queries.TRADE_BY_STAGE, chain.PERIOD))
    for heading, frame, part in (
        ("chain.trade_products", products, "product"),
        ("chain.trade_stages", stages, "stage"),
    ):
        figure.heading(view, heading)
        columns = st.columns(2)
        for column, (flow, title) in zip(columns, flows.items(), strict=True):
            shown = frame[frame["flow"] == flow].dropna(subset="quantity_v_t")
            shown = shown.assign(
                interval=words.interval_text(
                    shown, "quantity_v_low_t", "quantity_v_high_t"
                )
            )
            names = dict(zip(shown[f"{part}_id"], shown[part], strict=True))
            with column:
                figure.draw(
                    view,
                    common.grouped_bars(
                        shown,
                        x="reference_year",
                        y="quantity_v_t",
                        low="quantity_v_low_t",
                        high="quantity_v_high_t",
                        part=part,
                        colour=common.scale(sorted(names), names, {}),
                        y_title=f"{title}, t V",
                        hover=common.tooltip(
                            **{part: (view.text(f"word.{part}"), "")},
                            reference_year=(view.text("word.year"), ""),
                            quantity_v_t=("t V", common.NUMBER),
                            interval=(view.text("chain.content_range"), ""),
                        ),
                    ),
                    frame[frame["flow"] == flow],
                    name=f"trade_{part}_{flow}",
                    unit="t V",
                    years=chain.span(shown),
                    interval=view.text("chain.content_range"),
                    tables="fct_chain_trade",
                )
    figure.note(view.text("chain.trade_note"))
    figure.heading(view, "chain.partners")
    if view.needs("fct_chain_trade_partners"):
        figure.table(view, view.read(queries.PARTNERS, {}), name="partners")


def costs(view: View) -> None:
    figure.heading(view, "chain.costs")
    if not view.needs("fct_chain_costs"):
        return
    frame = chain.with_names(view, view.read(queries.COSTS, {}))
    stored = frame[frame["track"] == "published_replica"]
    yearly = stored.dropna(subset=["reference_year", "unit_cost_cny_per_t"])
    left, right = st.columns(2)
    with left:
        st.markdown(view.text("chain.costs_printed"))
        chain.lines(
            view,
            yearly,
            measure="unit_cost_cny_per_t",
            low="unit_cost_p025_cny_per_t",
            high="unit_cost_p975_cny_per_t",
            unit="CNY/t",
            tables="fct_chain_costs",
            name="costs_printed",
            track="published_replica",
            log=True,
        )
    with right:
        st.markdown(view.text("chain.costs_physical"))
        names = {key: view.text(f"chain.{key}") for key in COST_MEASURES}
        measure = view.choose("cost", names)
        chain.lines(
            view,
            frame[frame["track"] == "physical"],
            measure=f"{measure}_cny_per_t",
            low=f"{measure}_p025_cny_per_t",
            high=f"{measure}_p975_cny_per_t",
            unit=COST_MEASURES[measure],
            tables="fct_chain_costs",
            name="costs_physical",
            track="physical",
            log=True,
        )
    figure.note(view.text("chain.costs_note"))
    figure.heading(view, "chain.costs_table")
    figure.table(view, stored.dropna(axis=1, how="all"), name="costs_stored")
    figure.heading(view, "chain.price_checks")
    if view.needs("fct_chain_price_checks"):
        figure.table(view, view.read(queries.PRICE_CHECKS, {}), name="price_checks")


def carbon(view: View) -> None:
    figure.heading(view, "chain.carbon")
    if not view.needs("fct_chain_carbon"):
        return
    frame = chain.with_names(view, view.read(queries.CARBON, {}))
    names = {key: view.text(f"chain.{key}") for key in CARBON_MEASURES}
    measure = view.choose("carbon", names)
    unit = CARBON_MEASURES[measure]
    shown_unit = {"carbon_intensity": "t CO2e/t", "emission_co2": "t CO2"}
    chain.lines(
        view,
        frame[frame["track"] == "physical"],
        measure=f"{measure}_{unit}",
        low=f"{measure}_p025_{unit}",
        high=f"{measure}_p975_{unit}",
        unit=shown_unit.get(measure, "t CO2e/t V"),
        tables="fct_chain_carbon",
        name="carbon",
        track="physical",
        log=True,
    )
    figure.heading(view, "chain.carbon_printed")
    stored = frame[frame["track"] == "published_replica"]
    figure.table(view, stored.dropna(axis=1, how="all"), name="carbon_stored")
    figure.heading(view, "chain.decomposition")
    if view.needs("fct_chain_decompositions"):
        decomposition(view)


def decomposition(view: View) -> None:
    parts = chain.with_names(view, view.read(queries.DECOMPOSITIONS, chain.PERIOD))
    parts["stage_code"] = parts["stage_id"].str.upper()
    parts["interval"] = words.interval_text(
        parts, "change_co2_p025_t", "change_co2_p975_t"
    )
    parts["effect_name"] = [view.word("effect", key) for key in parts["effect"]]
    figure.draw(
        view,
        common.grouped_bars(
            parts,
            x="stage_code",
            y="change_co2_t",
            low="change_co2_p025_t",
            high="change_co2_p975_t",
            part="effect_name",
            colour=common.scale(list(dict.fromkeys(parts["effect_name"])), {}, {}),
            y_title="t CO2",
            x_axis=alt.Axis(title=None, labelAngle=0),
            hover=common.tooltip(
                stage=(view.text("word.stage"), ""),
                effect_name=(view.text("word.effect"), ""),
                change_co2_t=("t CO2", common.NUMBER),
                interval=(view.text("word.interval"), ""),
            ),
        ),
        parts,
        name="decomposition",
        unit="t CO2",
        years=chain.YEARS,
        method=view.text("track.physical"),
        interval=words.interval_note(view, True),
        tables="fct_chain_decompositions",
    )
