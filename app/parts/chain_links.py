"""Linkages, flows, shocks and priorities of the chain (Fig. S6, S7, Tables S1-S3)."""

import altair as alt
import pandas as pd
import streamlit as st

from parts import chain, figure, words
from parts.view import View
from vanadis.viewer import palette
from vanadis.viewer.charts import common
from vanadis.viewer.charts.flux import sankey
from vanadis.viewer.queries import chain as queries

YEARS = [str(year) for year in range(chain.FIRST_YEAR, chain.LAST_YEAR + 1)]
MATRICES = {
    "ghosh_coefficient",
    "ghosh_inverse",
    "leontief_coefficient",
    "leontief_inverse",
}
RESPONSES = ("output", "cost", "carbon")
DIRECTIONS = ("downstream", "upstream", "both")


def linkages(view: View) -> None:
    if not view.needs("fct_chain_linkages"):
        return
    figure.heading(view, "chain.linkages")
    known = queries.measures(view.read)
    tracks = {key: view.word("track", key) for key in known["track"].unique()}
    left, right = st.columns(2)
    with left:
        track = view.choose("track", tracks, default="published_replica")
    of_track = known[known["track"] == track]
    with right:
        names = {key: view.word("measure", key) for key in of_track["measure"]}
        measure = view.choose("measure", names, default="forward")
    unit = view.word("unit", of_track.set_index("measure").at[measure, "unit"])
    frame = view.read(queries.LINKAGES, {"track": track, "measure": measure})
    if measure in MATRICES:
        matrix(view, frame, measure=measure, unit=unit)
    else:
        series(view, frame, measure=measure, unit=unit, track=track)
    if track == "published_replica":
        figure.note(view.text("chain.linkages_note"))
        table_s1_s2(view, frame, measure)


def series(
    view: View, frame: pd.DataFrame, *, measure: str, unit: str, track: str
) -> None:
    to = frame["to_stage_id"].fillna("")
    link = [
        f"{a}→{b}" if b else a for a, b in zip(frame["from_stage_id"], to, strict=True)
    ]
    labels = [text.upper() for text in link]
    chain.lines(
        view,
        frame.assign(link=link).assign(link_name=labels, link=labels),
        measure="linkage_value",
        low="linkage_p025_value",
        high="linkage_p975_value",
        unit=unit,
        tables="fct_chain_linkages",
        name=f"linkage_{measure}",
        track=track,
        series="link",
        log=measure in ("forward", "backward"),
    )


def matrix(view: View, frame: pd.DataFrame, *, measure: str, unit: str) -> None:
    year = view.choose("year", {key: key for key in YEARS}, default="2022")
    shown = frame[frame["reference_year"] == int(year)]
    shown = shown.assign(
        start=shown["from_stage_id"].str.upper(),
        end=shown["to_stage_id"].str.upper(),
        interval=words.interval_text(shown, "linkage_p025_value", "linkage_p975_value"),
    )
    figure.draw(
        view,
        common.heatmap(
            shown,
            x="end",
            y="start",
            value="linkage_value",
            scale=alt.Scale(scheme="blues", domainMin=0),
            value_title=unit,
            hover=common.tooltip(
                start=(view.text("word.from"), ""),
                end=(view.text("word.to"), ""),
                linkage_value=(unit, common.NUMBER),
                interval=(view.text("word.interval"), ""),
            ),
            middle=0.6 * float(shown["linkage_value"].max()),
            row_height=44,
        ),
        shown,
        name=f"linkage_{measure}",
        unit=unit,
        years=year,
        method=view.text("track.physical"),
        interval=words.interval_note(view, True),
        tables="fct_chain_linkages",
    )


def table_s1_s2(view: View, frame: pd.DataFrame, measure: str) -> None:
    figure.heading(view, "chain.table_s1" if measure == "forward" else "chain.table_s2")
    link = frame["from_stage_id"].str.upper() + "→" + frame["to_stage_id"].str.upper()
    wide = frame.assign(link=link).pivot(
        index="reference_year", columns="link", values="linkage_value"
    )
    figure.table(view, wide.reset_index(), name=f"table_{measure}")
    if view.has("fct_chain_linkage_checks"):
        checks = view.read(queries.LINKAGE_CHECKS, {})
        inside = int(checks["is_inside"].sum())
        st.caption(view.text("chain.checks", inside=inside, all=len(checks)))
        figure.data_below(view, checks, name="linkage_checks")
    if view.has("fct_chain_linkage_constants"):
        figure.heading(view, "chain.constants")
        constants = view.read(queries.LINKAGE_CONSTANTS, {})
        figure.table(view, constants, name="linkage_constants")


def flows(view: View) -> None:
    figure.heading(view, "chain.flows")
    if not view.needs("fct_chain_flows"):
        return
    year = view.choose("year", {key: key for key in YEARS}, default="2022")
    frame = view.read(queries.FLOWS, {"reference_year": int(year)})
    frame = frame.assign(
        interval=words.interval_text(frame, "flow_v_p025_t", "flow_v_p975_t")
    )
    links = queries.sankey_links(frame)
    outside = ["import", "export", "loss", "other_use", "residual_in", "residual_out"]
    stages = chain.stage_labels(view)
    colours = dict(zip(stages, palette.SERIES, strict=False))
    # Codes only: the names would cover the flows on a phone.
    names = {key: key.upper() for key in stages}
    names |= {key: view.text(f"chain.{key}") for key in outside}
    colours |= {"residual_in": palette.VERMILION, "residual_out": palette.VERMILION}
    figure.draw(
        view,
        sankey(
            links,
            names=names,
            node_colours=colours,
            places=queries.PLACES,
            unit="t V",
            words=words.flow(view) | {"value": view.text("chain.flow")},
            height=480,
            fill=0.6,
        ),
        frame,
        name="flows",
        unit="t V",
        years=year,
        method=view.text("track.physical"),
        interval=words.interval_note(view, True),
        tables="fct_chain_flows",
    )
    figure.note(" · ".join(stages.values()))
    figure.note(view.text("chain.flows_note"))
    if view.has("fct_chain_adjustments", "fct_chain_balance_tests"):
        figure.heading(view, "chain.reconciled")
        adjusted = view.read(queries.ADJUSTMENTS, {"reference_year": int(year)})
        figure.table(view, adjusted, name="adjustments")
        figure.heading(view, "chain.balance_tests")
        figure.table(view, view.read(queries.BALANCE_TESTS, {}), name="balance_tests")


def shocks(view: View) -> None:
    figure.heading(view, "chain.shocks")
    if not view.needs("fct_chain_shock_responses"):
        return
    columns = st.columns(3)
    with columns[0]:
        stage = view.choose("stage", chain.stage_labels(view), default="s2")
    with columns[1]:
        response = view.choose(
            "response", {key: view.text(f"response.{key}") for key in RESPONSES}
        )
    with columns[2]:
        direction = view.choose(
            "direction", {key: view.text(f"direction.{key}") for key in DIRECTIONS}
        )
    frame = view.read(
        queries.SHOCKS,
        {"stage_id": stage, "response": response, "direction": direction},
    )
    frame["interval"] = words.interval_text(
        frame, "response_p025_coef", "response_p975_coef"
    )
    steps = frame[frame["horizon"].notna() & frame["to_stage_id"].isna()]
    cumulative = frame[frame["horizon"].isna() & frame["to_stage_id"].notna()]
    left, right = st.columns(2)
    with left:
        st.markdown(view.text("chain.by_step"))
        bars(
            view, steps.assign(place=steps["horizon"].astype(int).astype(str)), "steps"
        )
    with right:
        st.markdown(view.text("chain.by_stage"))
        places = cumulative["to_stage_id"].str.upper()
        bars(view, cumulative.assign(place=places), "stages")
    figure.heading(view, "chain.table_s3")
    if view.needs("fct_chain_shock_checks"):
        figure.table(view, view.read(queries.SHOCK_CHECKS, {}), name="table_s3")
        figure.note(view.text("chain.table_s3_note"))


def bars(view: View, frame: pd.DataFrame, name: str) -> None:
    figure.draw(
        view,
        common.bars_with_errors(
            frame,
            category="place",
            value="response_coef",
            low="response_p025_coef",
            high="response_p975_coef",
            colour=alt.value(palette.SKY),
            value_title=view.text("chain.response_axis"),
            hover=common.tooltip(
                place=(view.text(f"chain.{name}"), ""),
                response_coef=(view.text("chain.response_axis"), common.NUMBER),
                interval=(view.text("word.interval"), ""),
            ),
            order=sorted(frame["place"]),
            row_height=36,
        ),
        frame,
        name=f"shock_{name}",
        unit="%/%",
        method=view.text("track.physical"),
        interval=words.interval_note(view, True),
        tables="fct_chain_shock_responses",
    )


def priorities(view: View) -> None:
    figure.heading(view, "chain.priorities")
    if not view.needs("fct_chain_priorities", "fct_chain_rank_probabilities"):
        return
    ranks = chain.with_names(view, view.read(queries.PRIORITIES, {}))
    chances = chain.with_names(view, view.read(queries.RANK_PROBABILITIES, {}))
    chances["place"] = chances["priority_rank"].astype(str)
    figure.draw(
        view,
        common.heatmap(
            chances,
            x="place",
            y="stage",
            value="probability_frac",
            scale=alt.Scale(scheme="blues", domain=[0, 1]),
            value_title=view.text("chain.rank_chance"),
            hover=common.tooltip(
                stage=(view.text("word.stage"), ""),
                place=(view.text("word.rank"), ""),
                probability_frac=(view.text("chain.rank_chance"), ".1%"),
            ),
            number_format=".0%",
            legend_format=".0%",
            x_title=view.text("word.rank"),
            row_height=40,
        ),
        chances,
        name="rank_probabilities",
        unit="%",
        tables="fct_chain_rank_probabilities",
    )
    figure.heading(view, "chain.criteria")
    first = ["stage", "priority_rank", "paper_rank", "printed_rule_rank"]
    table = ranks.drop(columns="stage_id")
    figure.table(view, table, name="priorities", first=first)
    figure.note(view.text("chain.priorities_note"))
