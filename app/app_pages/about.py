import streamlit as st

from parts import figure
from parts.view import open_view
from vanadis.project import project_root
from vanadis.viewer import reader
from vanadis.viewer.queries import quality as queries

METHODS = "select * from dim_method order by is_headline desc, method_id"
REFERENCES = "select * from dim_reference order by source_key"

view = open_view("about")
figure.heading(view, "about.methods")
if view.needs("dim_method"):
    figure.table(view, view.read(METHODS, {}), name="methods")
st.markdown(view.text("about.papers"))

figure.heading(view, "about.cite")
citation = project_root() / "CITATION.cff"
if citation.is_file():
    st.code(citation.read_text(encoding="utf-8"), language="yaml", wrap_lines=True)
st.markdown(view.text("about.licence"))

figure.heading(view, "about.tables")
figure.table(view, reader.tables(view.read), name="tables", height=380)

figure.heading(view, "about.references")
if view.needs("dim_reference"):
    figure.table(view, view.read(REFERENCES, {}), name="references", height=380)

figure.heading(view, "about.build")
st.caption(view.text("about.build_id", build=view.file.build_id))
if view.needs("build_info"):
    figure.table(view, view.read(queries.BUILD, {}), name="build", height=320)
