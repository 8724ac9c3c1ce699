import altair as alt
import streamlit as st

from parts import figure, words
from parts.view import View, open_view
from vanadis.viewer import palette
from vanadis.viewer.charts import common
from vanadis.viewer.charts.shares import shares
from vanadis.viewer.queries import quality as queries


def rules(view: View) -> None:
    figure.heading(view, "quality.rules")
    if not view.needs("fct_quality_results"):
        return
    frame = view.read(queries.RULES, {})
    failed = int((~frame["is_passed"]).sum())
    st.caption(view.text("quality.failed", failed=failed, all=len(frame)))
    first = ["is_passed", "severity", "rule_id", "table_name", "column_name"]
    first += ["expected", "why"]
    figure.table(view, frame, name="rules", first=first, height=460)


def coverage(view: View) -> None:
    figure.heading(view, "quality.coverage")
    if not view.needs("fct_provenance_coverage"):
        return
    method = words.choose_method(view)
    levels = {key: view.text(f"word.{key}") for key in ("category", "province")}
    level = view.choose("level", levels, as_buttons=True)
    frame = view.read(queries.COVERAGE, {"coverage_level": level})
    frame = frame[frame["method_id"] == method]
    names = view.names(level)
    bases = {key: view.word("basis", key) for key in palette.BASES}
    key = "category_id" if level == "category" else "province_code"
    shown = frame[frame["emission_t"] > 0].assign(
        name=frame[key].map(names),
        basis_name=frame["basis"].map(bases),
        share=frame["emission_share_frac"],
    )
    used = [base for base in bases if base in set(shown["basis"])]
    chart = shares(
        shown,
        name="name",
        part="basis_name",
        order=[bases[base] for base in used],
        colour=common.scale(used, bases, palette.BASES),
        words={
            "share": view.text("word.share"),
            "name": levels[level],
            "part": view.text("word.basis"),
            "emission": view.text("word.emission_t"),
        },
    )
    figure.draw(
        view,
        chart,
        frame,
        name="coverage",
        unit="%",
        years=words.YEARS,
        method=words.methods(view)[method],
        tables="fct_provenance_coverage",
    )
    decision_tree(view)


def decision_tree(view: View) -> None:
    """Fig. S1 of the inventory paper: where along its tree the factors were found."""
    figure.heading(view, "quality.decision_tree")
    if not view.needs("fct_use_emissions"):
        return
    frame = view.read(queries.DECISION_TREE, {})
    tiers = {key: view.word("tier", key) for key in palette.TIERS}
    methods = words.methods(view)
    frame["method"] = frame["method_id"].map(methods)
    frame["tier"] = frame["resolution_tier"].map(tiers)
    frame["share"] = frame["emission_t"] / frame.groupby("method_id")[
        "emission_t"
    ].transform("sum")
    used = [tier for tier in tiers if tier in set(frame["resolution_tier"])]
    figure.draw(
        view,
        shares(
            frame,
            name="method",
            part="tier",
            order=[tiers[tier] for tier in used],
            colour=common.scale(used, tiers, palette.TIERS),
            words={
                "share": view.text("word.share"),
                "name": view.text("word.method"),
                "part": view.text("word.tier"),
                "emission": view.text("word.emission_t"),
            },
        ),
        frame,
        name="decision_tree",
        unit="%",
        years=words.YEARS,
        tables="fct_use_emissions",
    )
    figure.note(view.text("quality.decision_tree_note"))


def completeness(view: View) -> None:
    figure.heading(view, "quality.completeness")
    if not view.needs("fct_emissions"):
        return
    method = words.choose_method(view)
    frame = view.read(queries.NOTATION, {"method_id": method})
    frame["province"] = frame["province_code"].map(view.names("province"))
    frame["sub_source"] = frame["sub_source_id"].map(view.names("sub_source"))
    frame["known"] = frame["known_count"] / frame["cells_count"]
    frame["mark"] = frame["notation_key"].where(frame["known_count"] == 0).fillna("")
    figure.draw(
        view,
        common.heatmap(
            frame,
            x="sub_source",
            y="province",
            value="known",
            text="mark",
            x_order=list(view.names("sub_source").values()),
            y_order=list(view.names("province").values()),
            x_angle=-90,
            row_height=20,
            scale=alt.Scale(scheme="blues", domain=[0, 1]),
            legend_format=".0%",
            value_title=view.text("quality.known"),
            hover=common.tooltip(
                province=(view.text("word.province"), ""),
                sub_source=(view.text("word.sub_source"), ""),
                known_count=(view.text("quality.known_years"), "d"),
                imputed_count=(view.text("quality.imputed"), "d"),
                notation_key=(view.text("quality.key"), ""),
            ),
            middle=2,
        ),
        frame,
        name="completeness",
        unit="%",
        years=words.YEARS,
        method=words.methods(view)[method],
        tables="fct_emissions",
    )
    for key in ("NE", "NA", "NO", "IE", "C"):
        st.caption(view.word("notation", key))


def findings(view: View) -> None:
    known = {
        name: view.text(f"finding.{name}")
        for name, table in queries.FINDINGS.items()
        if view.has(table)
    }
    figure.heading(view, "quality.findings")
    if not known:
        view.needs(*queries.FINDINGS.values())
        return
    name = view.choose("finding", known)
    st.caption(view.text("caption.table", table=queries.FINDINGS[name]))
    frame = queries.finding(view.read, name)
    if frame.empty:
        st.success(view.text("quality.none"))
    figure.table(view, frame, name=name, height=460)


PARTS = {
    "rules": rules,
    "coverage": coverage,
    "completeness": completeness,
    "findings": findings,
}

view = open_view("data_quality")
names = {key: view.text(f"quality.part_{key}") for key in PARTS}
PARTS[view.choose("part", names, as_buttons=True)](view)
