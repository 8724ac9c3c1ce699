"""What a page works with: the published file, the language, its filters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from vanadis import warehouse
from vanadis.errors import VanadisError
from vanadis.viewer import i18n, reader, state
from vanadis.viewer.columns import parameter_name
from vanadis.viewer.queries.names import names

LANGUAGE_KEY = "lang"


@dataclass(frozen=True)
class View:
    """One page of one published file in one language."""

    page: str
    file: reader.Reader
    language: str

    def read(self, sql: str, parameters: Mapping[str, Any]) -> pd.DataFrame:
        return _rows(str(self.file.path), sql, dict(parameters))

    def text(self, key: str, **values: object) -> str:
        return i18n.label(key, self.language, **values)

    def word(self, kind: str, key: str) -> str:
        """Return the label of an id that the data hold; the id if it has none."""
        name = f"{kind}.{key}"
        return self.text(name) if i18n.has_label(name) else key

    def names(self, dimension: str) -> dict[str, str]:
        return _names(str(self.file.path), dimension, self.language)

    def parameters(self, ids: Iterable[Any]) -> dict[Any, str]:
        """Return what parameters are called in the reader's language."""
        known = self.names("sub_source") | self.names("province")
        return {
            key: parameter_name(key, self.language, known)
            for key in ids
            if isinstance(key, str)
        }

    def has(self, *tables: str) -> bool:
        return not self.missing(*tables)

    def missing(self, *tables: str) -> list[str]:
        present = set(reader.tables(self.read)["table_name"])
        return [table for table in tables if table not in present]

    def needs(self, *tables: str) -> bool:
        """Say plainly which tables are not published; True when all are."""
        missing = self.missing(*tables)
        if missing:
            st.info(self.text("missing_tables", tables=", ".join(missing)))
        return not missing

    def choose(
        self,
        name: str,
        options: Mapping[str, str],
        *,
        default: str | None = None,
        as_buttons: bool = False,
    ) -> str:
        """Let the reader choose one option; the choice stands in the URL."""
        ids = list(options)
        first = default if default in options else ids[0]
        key = _restore(self, name, state.choice, options=ids, default=first)
        label = self.text(f"filter.{name}")

        def show(option: str) -> str:
            return options.get(option, option)

        if as_buttons:
            chosen = st.segmented_control(
                label, ids, format_func=show, key=key, required=True
            )
        else:
            chosen = st.selectbox(label, ids, format_func=show, key=key)
        return _remember(key, name, chosen or first, default=first)

    def choose_several(
        self, name: str, options: Mapping[str, str], *, default: Sequence[str]
    ) -> list[str]:
        """Let the reader choose any number of options."""
        ids = list(options)
        first = [option for option in default if option in options]
        key = _restore(self, name, state.choices, options=ids, default=first)
        chosen = st.pills(
            self.text(f"filter.{name}"),
            ids,
            format_func=lambda option: options.get(option, option),
            selection_mode="multi",
            key=key,
        )
        _remember(key, name, chosen, default=first)
        return list(chosen)

    def write(self, name: str) -> str:
        """Let the reader write a short text to look for."""
        key = f"{self.page}_{name}"
        in_url = st.query_params.get(name, "")
        if in_url != st.session_state.get(f"{key}_url", ""):
            st.session_state[key] = in_url
        text = st.text_input(self.text(f"filter.{name}"), key=key, max_chars=80)
        return str(_remember(key, name, text, default=""))


def open_view(page: str) -> View:
    """Write the page's title and open the published file, or say what to do."""
    language = st.session_state.get(LANGUAGE_KEY, i18n.DEFAULT_LANGUAGE)
    st.title(i18n.label(f"page.{page}", language), anchor=False)
    try:
        published = warehouse.current()
        file = _open(str(published.path))
    except VanadisError as error:
        st.error(i18n.label("nothing_published", language))
        st.code(str(error), language=None, wrap_lines=True)
        st.code("make build", language="bash")
        st.stop()
    if published.warning:
        st.warning(i18n.label("pointer_broken", language))
        st.code(published.warning, language=None, wrap_lines=True)
    st.caption(i18n.label(f"intro.{page}", language))
    return View(page, file, language)


def choose_language() -> str:
    """Offer the languages in the sidebar; the choice goes along from page to page."""
    codes = list(i18n.LANGUAGES)
    if LANGUAGE_KEY in st.query_params or LANGUAGE_KEY not in st.session_state:
        st.session_state[LANGUAGE_KEY] = state.choice(
            st.query_params.to_dict(),
            LANGUAGE_KEY,
            options=codes,
            default=i18n.DEFAULT_LANGUAGE,
        )
    language = st.session_state[LANGUAGE_KEY]
    others = [code for code in codes if code != language]
    with st.sidebar:
        for code in others:
            if st.button(i18n.LANGUAGES[code], key=f"language_{code}"):
                st.session_state[LANGUAGE_KEY] = code
                _set_parameter(LANGUAGE_KEY, code, default=i18n.DEFAULT_LANGUAGE)
                st.rerun()
    _set_parameter(LANGUAGE_KEY, language, default=i18n.DEFAULT_LANGUAGE)
    return str(language)


@st.cache_resource(max_entries=3, show_spinner=False)
def _open(path: str) -> reader.Reader:
    return reader.open_reader(Path(path))


@st.cache_data(max_entries=400, show_spinner=False)
def _rows(path: str, sql: str, parameters: dict[str, Any]) -> pd.DataFrame:
    # A published file never changes, so its path names its content.
    return _open(path).frame(sql, parameters)


@st.cache_data(max_entries=100, show_spinner=False)
def _names(path: str, dimension: str, language: str) -> dict[str, str]:
    return names(_open(path).frame, dimension, language)


def _restore(
    view: View, name: str, parse: Any, *, options: Sequence[str], default: Any
) -> str:
    """Take the value from the URL when the URL is news; return the widget's key.

    The language is part of the key: the browser keeps showing the words that a
    widget was made with.
    """
    key = f"{view.page}_{name}_{view.language}"
    in_url = st.query_params.get(name)
    if key not in st.session_state or in_url != st.session_state.get(f"{key}_url"):
        st.session_state[key] = parse(
            st.query_params.to_dict(), name, options=options, default=default
        )
    elif isinstance(st.session_state[key], str):
        if st.session_state[key] not in options:
            st.session_state[key] = default
    else:
        kept = [value for value in st.session_state[key] if value in options]
        st.session_state[key] = kept
    return key


def _remember(key: str, name: str, value: Any, *, default: Any) -> Any:
    _set_parameter(name, value, default=default)
    st.session_state[f"{key}_url"] = st.query_params.get(name)
    return value


def _set_parameter(name: str, value: Any, *, default: Any) -> None:
    text = state.as_parameter(value)
    if text == state.as_parameter(default):
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != text:
        st.query_params[name] = text
