"""What the intervals come from: fits (Table S19), sensitivities (Fig. 4), value."""

import altair as alt
import pandas as pd
import streamlit as st

from parts import figure, words
from parts.view import View
from vanadis.viewer import palette
from vanadis.viewer.charts import common
from vanadis.viewer.charts import uncertainty as charts
from vanadis.viewer.formats import percent
from vanadis.viewer.queries import uncertainty as queries

SHOWN = 20
GROUPS = ("consumption", "production", "other factors")
COEFFICIENTS = ("pearson", "spearman")


def with_parameters(view: View, frame: pd.DataFrame) -> pd.DataFrame:
    """Add what each parameter is called."""
    ids = frame["parameter_id"]
    return frame.assign(parameter=ids.map(view.parameters(ids)))


def fits(view: View) -> None:
    figure.heading(view, "uncertainty.table_s19")
    if not view.needs("fct_parameter_fits"):
        return
    frame = view.read(queries.FITS, {})
    every = {key: view.text(f"fits.{key}") for key in ("selected", "all")}
    chosen = view.choose("fits", every, as_buttons=True)
    shown = frame[frame["is_selected"]] if chosen == "selected" else frame
    figure.table(view, shown, name="table_s19", height=380)
    figure.heading(view, "uncertainty.quantiles")
    if not view.needs("fct_parameter_fit_quantiles"):
        return
    ids = list(dict.fromkeys(frame["parameter_id"]))
    longest = str(frame.loc[frame["n_samples"].idxmax(), "parameter_id"])
    parameter = view.choose("parameter", view.parameters(ids), default=longest)
    points = view.read(queries.QUANTILES, {"parameter_id": parameter})
    of_parameter = frame[frame["parameter_id"] == parameter]
    unit = view.word("unit", str(of_parameter["unit"].iloc[0]))
    families = {key: view.word("family", key) for key in points["family"].unique()}
    points["family_name"] = points["family"].map(families)
    keys = ("fitted", "sample", "family")
    figure.draw(
        view,
        charts.quantile_plot(
            points,
            colour=common.scale(list(families), families, {}),
            words={key: view.text(f"uncertainty.{key}") for key in keys},
        ),
        points,
        name="quantiles",
        unit=unit,
        tables="fct_parameter_fit_quantiles",
    )
    best = of_parameter[of_parameter["is_selected"]]["family"]
    if len(best):
        figure.note(view.text("uncertainty.selected", family=families[best.iloc[0]]))


def sensitivity(view: View) -> None:
    figure.heading(view, "uncertainty.fig_4")
    if not view.needs("fct_sensitivities"):
        return
    columns = st.columns(3)
    with columns[0]:
        method = words.choose_method(view)
    with columns[1]:
        groups = {key: view.text(f"group.{key}") for key in GROUPS}
        group = view.choose("group", groups)
    with columns[2]:
        names = {key: view.text(f"coefficient.{key}") for key in COEFFICIENTS}
        coefficient = view.choose("coefficient", names)
    frame = queries.sensitivities(view.read, method, "sub_source")
    frame = frame[frame["input_group"] == group]
    value = f"{coefficient}_coef"
    leading = queries.strongest(frame, by=value, count=SHOWN)
    shown = frame[frame["parameter_id"].isin(leading)]
    if shown.empty:
        st.info(view.text("word.no_data"))
        return
    sub_sources = view.names("sub_source")
    shown = with_parameters(
        view, shown.assign(sub_source=shown["sub_source_id"].map(sub_sources))
    )
    figure.draw(
        view,
        common.heatmap(
            shown,
            x="sub_source",
            y="parameter",
            value=value,
            y_order=list(view.parameters(leading).values()),
            x_angle=-90,
            scale=alt.Scale(scheme=palette.DIVERGING, domain=[-1, 1]),
            value_title=names[coefficient],
            number_format=".2f",
            hover=common.tooltip(
                sub_source=(view.text("word.sub_source"), ""),
                parameter=(view.text("filter.parameter"), ""),
                pearson_coef=(names["pearson"], ".3f"),
                pearson_adjusted_p=(view.text("uncertainty.adjusted_p"), ".3g"),
                spearman_coef=(names["spearman"], ".3f"),
                variance_share_frac=(view.text("uncertainty.variance_share"), ".1%"),
            ),
            row_height=24,
            middle=0.6,
        ),
        frame,
        name="fig_4",
        unit=view.text("uncertainty.coefficient_unit", name=names[coefficient]),
        years=words.YEARS,
        method=words.methods(view)[method],
        interval=view.text("uncertainty.p_note"),
        tables="fct_sensitivities",
    )


def tornado(view: View) -> None:
    figure.heading(view, "uncertainty.tornado")
    if not view.needs("fct_sensitivities"):
        return
    left, right = st.columns(2)
    with left:
        method = words.choose_method(view)
    with right:
        targets = {"national": view.text("word.all_china")} | view.names("category")
        target = view.choose("target", targets)
    level = "national" if target == "national" else "category"
    frame = queries.sensitivities(view.read, method, level)
    if level == "category":
        frame = frame[frame["category_id"] == target]
    shown = frame.nlargest(SHOWN, "variance_share_frac")
    if shown.empty:
        st.info(view.text("word.no_data"))
        return
    shown = with_parameters(view, shown)
    shown["interval"] = [
        f"{percent(low)} … {percent(high)}"
        for low, high in zip(
            shown["variance_share_p025_frac"],
            shown["variance_share_p975_frac"],
            strict=True,
        )
    ]
    figure.draw(
        view,
        common.bars_with_errors(
            shown,
            category="parameter",
            value="variance_share_frac",
            low="variance_share_p025_frac",
            high="variance_share_p975_frac",
            colour=alt.value(palette.SKY),
            value_title=view.text("uncertainty.variance_share"),
            number_format=common.PERCENT,
            hover=common.tooltip(
                parameter=(view.text("filter.parameter"), ""),
                variance_share_frac=(view.text("uncertainty.variance_share"), ".2%"),
                interval=(view.text("word.interval"), ""),
                pearson_coef=(view.text("coefficient.pearson"), ".3f"),
            ),
            order=list(shown["parameter"]),
        ),
        frame,
        name="tornado",
        unit="%",
        years=words.YEARS,
        method=words.methods(view)[method],
        interval=words.interval_note(view, True),
        tables="fct_sensitivities",
    )


def value(view: View) -> None:
    figure.heading(view, "uncertainty.value")
    if not view.needs("fct_value_of_information"):
        return
    method = words.choose_method(view)
    frame = view.read(queries.VALUE_OF_INFORMATION, {"method_id": method})
    shown = with_parameters(view, frame.head(SHOWN)).assign(low=float("nan"))
    figure.draw(
        view,
        common.bars_with_errors(
            shown,
            category="parameter",
            value="width_reduction_pct",
            low="low",
            high="low",
            colour=alt.value(palette.SKY),
            value_title=view.text("uncertainty.narrower"),
            hover=common.tooltip(
                parameter=(view.text("filter.parameter"), ""),
                width_reduction_pct=(view.text("uncertainty.narrower"), ".2f"),
                interval_width_t=(view.text("uncertainty.width"), common.NUMBER),
                halved_width_t=(view.text("uncertainty.halved"), common.NUMBER),
            ),
            order=list(shown["parameter"]),
        ),
        frame,
        name="value",
        unit="%",
        years=words.YEARS,
        method=words.methods(view)[method],
        tables="fct_value_of_information",
    )
    figure.note(view.text("uncertainty.value_note"))
