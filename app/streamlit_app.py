"""The viewer: routes to its pages."""

import streamlit as st

from parts.view import choose_language
from vanadis.viewer.i18n import label

SECTIONS = {
    "inventory": ["overview", "map", "trends", "flux", "uncertainty"],
    "chain": ["chain"],
    "about": ["claims", "explain", "data_quality", "sql", "about"],
}

st.set_page_config(page_title="Vanadis", page_icon=None, layout="wide")
language = choose_language()
pages = {
    label(f"section.{section}", language): [
        st.Page(
            f"app_pages/{page}.py",
            title=label(f"page.{page}", language),
            url_path=page,
            default=page == "overview",
        )
        for page in names
    ]
    for section, names in SECTIONS.items()
}
st.navigation(pages, expanded=True).run()
