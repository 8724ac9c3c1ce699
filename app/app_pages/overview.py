import pandas as pd
import streamlit as st

from parts import figure, words
from parts.view import View, open_view
from vanadis.viewer import palette
from vanadis.viewer.charts import common
from vanadis.viewer.charts.shares import shares
from vanadis.viewer.formats import interval, number, percent
from vanadis.viewer.queries import inventory
from vanadis.viewer.queries.overview import national_totals

INTERVALS = "fct_emission_intervals"


def answer(view: View, totals: pd.DataFrame, basis: pd.DataFrame) -> None:
    """Say in plain words what the total is and how sure it is."""
    headline = next(iter(methods))
    row = whole.loc[headline]
    st.markdown(
        view.text(
            "overview.total",
            total=number(row["emission_t"], digits=3),
            yearly=number(row["emission_t"] / len(inventory.YEARS), digits=2),
        )
    )
    if has_intervals:
        low, high = row["emission_p025_t"], row["emission_p975_t"]
        of_headline = basis[basis["method_id"] == headline]
        weak = of_headline[of_headline["basis"] == "unverified"]["emission_t"].sum()
        st.markdown(
            view.text(
                "overview.sure",
                interval=interval(low, high, digits=3),
                below=percent(1 - low / row["emission_t"], digits=2),
                above=percent(high / row["emission_t"] - 1, digits=2),
                weak=percent(weak / of_headline["emission_t"].sum(), digits=2),
            )
        )
    st.markdown(view.text("overview.differ"))


def cards(view: View) -> None:
    """One card per method: its total, its interval and its role."""
    for column, method_id in zip(st.columns(len(methods)), methods, strict=True):
        row = whole.loc[method_id]
        with column.container(border=True, height="stretch"):
            # A name of its own line: the label of a metric would be cut.
            st.markdown(f"**{methods[method_id]}**")
            st.metric(
                methods[method_id],
                f"{number(row['emission_t'])} t V",
                label_visibility="collapsed",
            )
            if has_intervals:
                bounds = interval(row["emission_p025_t"], row["emission_p975_t"])
                st.caption(view.text("overview.interval", interval=bounds))
            yearly = number(row["emission_t"] / len(inventory.YEARS))
            st.caption(view.text("overview.yearly", yearly=yearly))
            st.caption(view.word("overview.role", method_id))


def by_year(view: View, totals: pd.DataFrame) -> None:
    figure.heading(view, "overview.totals")
    yearly = totals.dropna(subset="reference_year").astype({"reference_year": int})
    figure.draw(
        view,
        common.grouped_bars(
            yearly,
            x="reference_year",
            y="emission_t",
            low="emission_p025_t",
            high="emission_p975_t",
            part="method",
            colour=common.scale(list(methods), methods, palette.METHODS),
            y_title=view.text("word.emission_t"),
            hover=common.tooltip(
                method=(view.text("word.method"), ""),
                reference_year=(view.text("word.year"), ""),
                emission_t=(view.text("word.emission_t"), common.NUMBER),
                interval=(view.text("word.interval"), ""),
            ),
        ),
        yearly,
        name="totals",
        unit="t V",
        years=words.YEARS,
        interval=words.interval_note(view, has_intervals),
        tables=f"fct_emissions, {INTERVALS}" if has_intervals else "fct_emissions",
    )


def parts(
    view: View,
    basis: pd.DataFrame,
    *,
    key: str,
    name: str,
    names: dict[str, str],
    colours: dict[str, str],
) -> None:
    """Draw how each method's total falls into parts."""
    frame = inventory.sums(basis, ["method_id", key])
    frame["method"] = frame["method_id"].map(methods)
    frame["part"] = frame[key].map(names)
    by_method = frame.groupby("method_id")["emission_t"]
    frame["share"] = frame["emission_t"] / by_method.transform("sum")
    keys = [part for part in colours if part in set(frame[key])]
    figure.heading(view, f"overview.{name}")
    figure.draw(
        view,
        shares(
            frame,
            name="method",
            part="part",
            order=[names[part] for part in keys],
            colour=common.scale(keys, names, colours),
            words={
                "share": view.text("word.share"),
                "name": view.text("word.method"),
                "part": view.text(f"word.{key.removesuffix('_id')}"),
                "emission": view.text("word.emission_t"),
            },
        ),
        frame,
        name=name,
        unit="%",
        years=words.YEARS,
        tables="fct_emissions",
    )


view = open_view("overview")
if not view.needs("fct_emissions", "dim_method"):
    st.stop()

methods = words.methods(view)
has_intervals = view.has(INTERVALS)
totals = national_totals(view.read, list(methods), has_intervals=has_intervals)
totals["method"] = totals["method_id"].map(methods)
totals["interval"] = words.interval_text(totals)
whole = totals[totals["reference_year"].isna()].set_index("method_id")
basis = inventory.emission_by_basis(view.read)

answer(view, totals, basis)
cards(view)
by_year(view, totals)
parts(
    view,
    basis,
    key="category_id",
    name="categories",
    names=view.names("category"),
    colours=palette.CATEGORIES,
)
parts(
    view,
    basis,
    key="basis",
    name="basis",
    names={key: view.word("basis", key) for key in palette.BASES},
    colours=palette.BASES,
)
figure.note(view.text("overview.basis_note"))
