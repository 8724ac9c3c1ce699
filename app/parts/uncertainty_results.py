"""Intervals, convergence, dependence and both approaches (Table S20)."""

import pandas as pd
import streamlit as st

from parts import figure, words
from parts.view import View
from vanadis.viewer import palette
from vanadis.viewer.charts import common
from vanadis.viewer.charts import uncertainty as charts
from vanadis.viewer.queries import inventory
from vanadis.viewer.queries import uncertainty as queries
from vanadis.viewer.queries.maps import CUMULATIVE, DIFFERENCE

SCENARIOS = ["independent", "default", "full"]


def named(view: View, frame: pd.DataFrame, level: str) -> pd.DataFrame:
    """Add the name of what each row of a level is about."""
    column = queries.LEVELS[level]
    if column is None:
        return frame.assign(name=view.text("word.all_china"))
    return frame.assign(name=frame[column].map(view.names(level)))


def choose_level(view: View, levels: list[str], default: str) -> str:
    names = {level: view.text(f"word.{level}") for level in levels}
    return view.choose("level", names, default=default)


def intervals(view: View) -> None:
    figure.heading(view, "uncertainty.intervals")
    if not view.needs("fct_emission_intervals"):
        return
    columns = st.columns(3)
    with columns[0]:
        method = words.choose_method(view)
    with columns[1]:
        level = choose_level(view, list(queries.LEVELS), "sub_source")
    spans = {CUMULATIVE: view.text("span.cumulative")}
    spans |= {str(year): str(year) for year in inventory.YEARS}
    spans[DIFFERENCE] = view.text("span.difference")
    with columns[2]:
        span = view.choose("span", spans)
    key = f"{level}_trend" if span == DIFFERENCE else level
    frame = named(view, queries.level_intervals(view.read, method, key), level)
    year = frame["reference_year"]
    shown = frame[year == float(span)] if span.isdigit() else frame[year.isna()]
    shown = shown.dropna(subset=["lower_pct", "upper_pct"])
    shown = shown.assign(interval=words.interval_text(shown))
    caption = {
        "years": spans[span],
        "method": words.methods(view)[method],
        "interval": words.interval_note(view, True),
        "tables": "fct_emission_intervals",
    }
    if shown.empty:
        st.info(view.text("word.no_data"))
        return
    figure.draw(
        view,
        charts.ranges(
            shown,
            name="name",
            low="lower_pct",
            high="upper_pct",
            axis_title=view.text("uncertainty.relative"),
            hover=common.tooltip(
                name=(view.text(f"word.{level}"), ""),
                emission_mean_t=(view.text("uncertainty.mean"), common.NUMBER),
                interval=(view.text("word.interval"), ""),
                lower_pct=(view.text("uncertainty.lower"), common.NUMBER),
                upper_pct=(view.text("uncertainty.upper"), common.NUMBER),
            ),
        ),
        shown,
        name="intervals",
        unit="%",
        **caption,
    )
    figure.heading(view, "uncertainty.table_s20")
    first = ["name", "reference_year", "emission_t", "emission_mean_t"]
    first += ["emission_p025_t", "emission_p975_t", "lower_pct", "upper_pct"]
    table = frame.drop(columns=[c for c in (queries.LEVELS[level], "level") if c])
    table = table.dropna(axis=1, how="all")
    figure.table(view, table, name="table_s20", first=first, height=420)
    figure.note(view.text("uncertainty.s20_note"))


def convergence(view: View) -> None:
    figure.heading(view, "uncertainty.convergence")
    if not view.needs("fct_convergence"):
        return
    method = words.choose_method(view)
    frame = view.read(queries.CONVERGENCE, {"method_id": method})
    keys = ("mean", "p025", "p975", "draws", "statistic", "se")
    figure.draw(
        view,
        charts.convergence(
            frame,
            words={key: view.text(f"uncertainty.{key}") for key in keys}
            | {"emission": view.text("word.emission_t")},
        ),
        frame,
        name="convergence",
        unit="t V",
        years=words.YEARS,
        method=words.methods(view)[method],
        interval=view.text("uncertainty.se"),
        tables="fct_convergence",
    )


def dependence(view: View) -> None:
    figure.heading(view, "uncertainty.dependence")
    if not view.needs("fct_dependence_comparisons"):
        return
    method = words.choose_method(view)
    frame = view.read(queries.DEPENDENCE, {"method_id": method})
    whole = frame[frame["reference_year"].isna()]
    names = view.names("category")
    all_china = view.text("word.all_china")
    whole = whole.assign(
        name=whole["category_id"].map(names).fillna(all_china),
        low_pct=100 * (whole["emission_p025_t"] / whole["emission_mean_t"] - 1),
        high_pct=100 * (whole["emission_p975_t"] / whole["emission_mean_t"] - 1),
    )
    labels = {key: view.word("scenario", key) for key in SCENARIOS}
    whole["scenario_name"] = whole["scenario"].map(labels)
    whole = whole.sort_values("scenario", key=lambda s: s.map(SCENARIOS.index))
    whole = whole.sort_values("name", key=lambda s: s == all_china, kind="stable")
    figure.draw(
        view,
        charts.ranges(
            whole,
            name="name",
            low="low_pct",
            high="high_pct",
            axis_title=view.text("uncertainty.relative"),
            group="scenario_name",
            colour=common.scale(SCENARIOS, labels, {}),
            hover=common.tooltip(
                name=(view.text("word.category"), ""),
                scenario_name=(view.text("uncertainty.scenario"), ""),
                low_pct=(view.text("uncertainty.lower"), common.NUMBER),
                high_pct=(view.text("uncertainty.upper"), common.NUMBER),
            ),
            row_height=34,
        ),
        frame,
        name="dependence",
        unit="%",
        years=words.YEARS,
        method=words.methods(view)[method],
        interval=words.interval_note(view, True),
        tables="fct_dependence_comparisons",
    )


def approaches(view: View) -> None:
    figure.heading(view, "uncertainty.approaches")
    if not view.needs("fct_error_propagation"):
        return
    left, right = st.columns(2)
    with left:
        method = words.choose_method(view)
    with right:
        level = choose_level(view, list(queries.LEVELS), "category")
    frame = view.read(queries.PROPAGATION, {"method_id": method, "level": level})
    frame = named(view, frame, level)
    whole = frame[frame["reference_year"].isna()]
    parts = [
        whole.assign(
            approach=view.text(f"approach.{number}"),
            low=whole[f"{prefix}lower_pct"],
            high=whole[f"{prefix}upper_pct"],
        )
        for number, prefix in ((1, ""), (2, "approach_2_"))
    ]
    long = pd.concat(parts)
    names = list(dict.fromkeys(long["approach"]))
    figure.draw(
        view,
        charts.ranges(
            long.dropna(subset=["low", "high"]),
            name="name",
            low="low",
            high="high",
            axis_title=view.text("uncertainty.relative"),
            group="approach",
            colour=common.scale(names, {}, {}),
            hover=common.tooltip(
                name=(view.text(f"word.{level}"), ""),
                approach=(view.text("uncertainty.approach"), ""),
                low=(view.text("uncertainty.lower"), common.NUMBER),
                high=(view.text("uncertainty.upper"), common.NUMBER),
                reason=(view.text("uncertainty.reason"), ""),
            ),
            row_height=26,
        ),
        frame,
        name="approaches",
        unit="%",
        years=words.YEARS,
        method=words.methods(view)[method],
        interval=view.text("uncertainty.approaches_interval"),
        tables="fct_error_propagation",
    )
    figure.note(view.text("uncertainty.approaches_note"))


def keys(view: View) -> None:
    figure.heading(view, "uncertainty.keys")
    if not view.needs("fct_key_categories"):
        return
    columns = st.columns(4)
    with columns[0]:
        method = words.choose_method(view)
    with columns[1]:
        assessments = {
            key: view.text(f"assessment.{key}") for key in ("level", "trend")
        }
        assessment = view.choose("assessment", assessments)
    with columns[2]:
        with_spread = {key: view.text(f"spread.{key}") for key in ("true", "false")}
        has_spread = view.choose("spread", with_spread)
    with columns[3]:
        provinces = {"all": view.text("word.all_china")} | view.names("province")
        province = view.choose("province", provinces)
    frame = view.read(
        queries.KEY_CATEGORIES,
        {
            "method_id": method,
            "province_code": province,
            "assessment": assessment,
            "has_uncertainty": has_spread,
        },
    )
    latest = frame["reference_year"].max()
    if pd.notna(latest):
        frame = frame[frame["reference_year"] == latest]
    if frame.empty:
        st.info(view.text("word.no_data"))
        return
    frame = frame.assign(
        name=frame["sub_source_id"].map(view.names("sub_source")),
        category=frame["category_id"].map(view.names("category")),
        low=float("nan"),
    )
    ids = [key for key in palette.CATEGORIES if key in set(frame["category_id"])]
    colours = common.scale(ids, view.names("category"), palette.CATEGORIES)
    figure.draw(
        view,
        common.bars_with_errors(
            frame,
            category="name",
            value="contribution_frac",
            low="low",
            high="low",
            colour=common.series_colour("category", colours),
            value_title=view.text("word.share"),
            number_format=common.PERCENT,
            hover=common.tooltip(
                name=(view.text("word.sub_source"), ""),
                contribution_frac=(view.text("word.share"), ".2%"),
                cumulative_frac=(view.text("uncertainty.cumulative"), ".2%"),
                is_key=(view.text("uncertainty.is_key"), ""),
            ),
            order=list(frame["name"]),
        ),
        frame,
        name="key_categories",
        unit="%",
        years=str(latest) if pd.notna(latest) else words.YEARS,
        method=words.methods(view)[method],
        tables="fct_key_categories",
    )
    count = int(frame["is_key"].sum())
    figure.note(view.text("uncertainty.keys_note", count=count))
