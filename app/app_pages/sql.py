import pandas as pd
import streamlit as st

from parts import figure
from parts.view import View, open_view
from vanadis.viewer import examples, reader
from vanadis.viewer.sandbox import runner

MAX_URL_CHARACTERS = 4000
FIRST = """select
    method_id,
    reference_year,
    sum(emission_t) as emission_t
from fct_emissions
group by method_id, reference_year
order by method_id, reference_year"""


def browse(view: View) -> None:
    tables = reader.tables(view.read).set_index("table_name")
    columns = reader.columns(view.read)
    named = {name: name for name in tables.index}
    table = view.choose("table", named, default="fct_emissions")
    st.caption(tables.at[table, "description"] or view.text("sql.no_description"))
    rows = tables.at[table, "row_count"]
    st.caption(
        view.text("sql.view")
        if pd.isna(rows)
        else view.text("sql.rows", rows=f"{int(rows):,}")
    )
    shown = columns[columns["table_name"] == table]
    figure.show(view, shown[["column_name", "data_type", "description"]], height=330)


def edit(view: View) -> str:
    known = examples.examples()
    titles = {"": view.text("sql.own")}
    titles |= {name: f"{name}: {example.title}" for name, example in known.items()}
    chosen = view.choose("example", titles)
    in_url = st.query_params.get("sql", "")
    start = known[chosen].sql if chosen else in_url or FIRST
    if st.session_state.get("sql_example_shown") != chosen:
        st.session_state["sql_example_shown"] = chosen
        st.session_state["sql_text"] = start
    return st.text_area(view.text("sql.statement"), key="sql_text", height=330)


def run(view: View, statement: str) -> None:
    """Run on demand only: a link shows its statement, the reader starts it."""
    if st.button(view.text("sql.run"), type="primary", key="sql_run"):
        with st.spinner(view.text("sql.running")):
            try:
                answer = runner.run(view.file.path, statement)
                st.session_state["sql_answer"] = (statement, answer)
            except runner.StatementError as error:
                st.session_state["sql_answer"] = (statement, str(error))
    asked, answer = st.session_state.get("sql_answer", (None, None))
    if asked is None:
        return
    if isinstance(answer, str):
        # Plain text: what a statement puts into an error must not become HTML.
        st.error(view.text("sql.failed"))
        st.code(answer, language=None, wrap_lines=True)
        return
    show(view, asked, answer)


def show(view: View, statement: str, answer: runner.Answer) -> None:
    limit = f"{runner.PAGE.max_rows:,}"
    rows = f"{answer.table.num_rows:,}"
    if answer.is_cut:
        st.warning(view.text("sql.cut", limit=limit))
    else:
        st.caption(view.text("sql.done", rows=rows, seconds=f"{answer.seconds:.2f}"))
    st.dataframe(answer.table, hide_index=True, height=420)

    def whole():
        return runner.run(view.file.path, statement, limits=runner.EXPORT).table

    figure.downloads(view, lambda: whole().to_pandas(), name="query")


view = open_view("sql")
st.html("<style>textarea { font-family: monospace !important; }</style>")
left, right = st.columns([3, 2])
with right:
    browse(view)
with left:
    statement = edit(view)
    own = statement if len(statement) <= MAX_URL_CHARACTERS else ""
    if st.session_state["sql_example_shown"] or own == FIRST:
        own = ""
    if own:
        st.query_params["sql"] = own
    else:
        st.query_params.pop("sql", None)
st.caption(
    view.text(
        "sql.limits",
        seconds=f"{runner.PAGE.seconds:g}",
        rows=f"{runner.PAGE.max_rows:,}",
    )
)
run(view, statement)
