import streamlit as st

from parts import figure
from parts.view import open_view
from vanadis.viewer import palette
from vanadis.viewer.charts import common, quality
from vanadis.viewer.queries import quality as queries

SHOWN = [
    "claim_id",
    "description",
    "operator",
    "printed_value",
    "printed_unit",
    "computed_value",
    "unit",
    "headline_computed_value",
    "difference_pct",
    "tolerance_pct",
    "verdict",
    "reason",
    "role",
    "section",
    "source_locator",
]
ARITHMETIC = [
    "claim_id",
    "description",
    "printed_value",
    "printed_unit",
    "repaired_value",
    "unit",
    "paper_arithmetic",
    "paper_arithmetic_meaning",
    "implied_value",
    "reason",
    "source_locator",
]

view = open_view("claims")
if not view.needs("fct_reconciliations"):
    st.stop()

claims = queries.claims(view.read)
verdicts = {key: view.word("verdict", key) for key in queries.VERDICTS}
papers = {key: view.word("paper", key) for key in sorted(claims["paper_id"].unique())}
claims["verdict_name"] = claims["verdict"].map(verdicts)
claims["paper"] = claims["paper_id"].map(papers)
colour = common.scale(queries.VERDICTS, verdicts, palette.VERDICTS)
hover = {
    key: view.text(f"claims.{key}")
    for key in ("claims", "paper", "verdict", "printed", "ours", "claim", "description")
} | {"unit": view.text("claims.unit")}

figure.heading(view, "claims.scoreboard")
counts = queries.verdict_counts(claims)
counts["verdict_name"] = counts["verdict"].map(verdicts)
counts["paper"] = counts["paper_id"].map(papers)
figure.draw(
    view,
    quality.verdicts(counts, order=list(verdicts.values()), colour=colour, words=hover),
    counts,
    name="scoreboard",
    unit=view.text("claims.claims"),
    tables="fct_reconciliations",
)
st.caption(view.text("claims.note"))

chosen_papers = view.choose_several("paper", papers, default=list(papers))
chosen = view.choose_several("verdict", verdicts, default=list(verdicts))
words = view.write("words")
found = queries.matching(claims, papers=chosen_papers, verdicts=chosen, words=words)

figure.heading(view, "claims.against")
comparable = queries.equalities(found)
if len(comparable):
    st.caption(view.text("claims.against_note"))
    figure.draw(
        view,
        quality.printed_against_ours(comparable, colour=colour, words=hover),
        comparable,
        name="against",
        unit=view.text("claims.as_printed"),
        tables="fct_reconciliations",
    )
else:
    st.info(view.text("word.no_data"))

figure.heading(view, "claims.list")
st.caption(view.text("claims.found", found=len(found), all=len(claims)))
listed = found.drop(columns=["verdict_name", "paper"])
figure.table(view, listed, name="claims", first=SHOWN, height=460)

figure.heading(view, "claims.contradictions")
st.caption(view.text("claims.contradictions_note"))
contradicted = found[found["verdict"] == "contradicted"]
figure.table(view, contradicted[ARITHMETIC], name="contradictions")
