"""Open a number of the warehouse down to its seed rows and references."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

from vanadis.errors import VanadisError

SHOWN = 12
"""Rows of one kind that are printed; the rest is counted."""


class ExplainError(VanadisError):
    """No emission carries these keys."""


@dataclass(frozen=True)
class Subject:
    """What is to be explained; a part left out stands for all."""

    method_id: str
    province_code: str | None = None
    sub_source_id: str | None = None
    reference_year: int | None = None


def read_subject(
    connection: duckdb.DuckDBPyConnection,
    *,
    method: str,
    province: str | None,
    source: str | None,
    year: int | None,
) -> Subject:
    """Return the keys of what a user names; a province goes by code or name.

    Raises
    ------
    ExplainError
        When a name is in no dimension; the message lists what there is.
    """
    names = ("province_code", "province_name", "province_name_zh")
    return Subject(
        method_id=_known(connection, "method", method, "dim_method", ("method_id",)),
        province_code=province
        and _known(connection, "province", province, "dim_province", names),
        sub_source_id=source
        and _known(connection, "source", source, "dim_sub_source", ("sub_source_id",)),
        reference_year=year,
    )


def explain(
    connection: duckdb.DuckDBPyConnection, subject: Subject
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of ``explain_emission`` and ``explain_references``.

    Raises
    ------
    ExplainError
        When no cell with data carries the keys.
    """
    keys = [
        subject.province_code,
        subject.sub_source_id,
        subject.reference_year,
        subject.method_id,
    ]
    items = connection.execute("from explain_emission(?, ?, ?, ?)", keys).df()
    if items.empty:
        named = ", ".join(str(key) for key in keys if key is not None)
        raise ExplainError(
            f"no figure for {named}: fct_emissions tells why in notation_key"
        )
    references = connection.execute("from explain_references(?, ?, ?, ?)", keys).df()
    return items, references


def explanation_lines(items: pd.DataFrame, references: pd.DataFrame) -> list[str]:
    """Return the explanation as text: total, terms, inputs, references."""
    terms = items[items["item_kind"] == "term"]
    total_t = float(terms["emission_t"].sum())
    inputs = _resting(items[items["item_kind"].isin(["parameter", "activity"])])
    return [
        f"{total_t:.6g} t of vanadium",
        *_section("Terms, which add up to it", terms, _term_line),
        *_section(
            "Activities, which add up to it",
            inputs[inputs["item_kind"] == "activity"],
            _input_line,
        ),
        *_section(
            "Factors, with the emission that rests on them",
            inputs[inputs["item_kind"] == "parameter"],
            _input_line,
        ),
        *_section("References", references, _reference_line, key="source_key"),
    ]


def _resting(inputs: pd.DataFrame) -> pd.DataFrame:
    """One row per input, with the emission of all uses that rest on it."""
    once = inputs.drop_duplicates(["sub_source_id", "use_id", "item_id"])
    summed = once.groupby("item_id", as_index=False)[["emission_t", "share_frac"]].sum()
    rest = once.drop(columns=["emission_t", "share_frac"]).drop_duplicates("item_id")
    return rest.merge(summed, on="item_id")


def _section(
    title: str,
    rows: pd.DataFrame,
    line: Callable[[dict[Any, Any]], str],
    *,
    key: str = "item_id",
) -> list[str]:
    size = rows["emission_t"].abs()
    ordered = rows.assign(size=size).sort_values(["size", key], ascending=[False, True])
    shown = [line(row) for row in ordered.head(SHOWN).to_dict("records")]
    left = len(ordered) - len(shown)
    return ["", title, *shown, *([f"  ... and {left} more"] if left else [])]


def _term_line(row: dict[Any, Any]) -> str:
    return (
        f"  {row['emission_t']:12.6g} t {row['share_frac']:7.1%}  "
        f"{row['sub_source_id']}, use {row['use_id']}: {row['formula']} "
        f"= {row['item_value']:.4g} {row['unit']}"
    )


def _input_line(row: dict[Any, Any]) -> str:
    spread = ""
    if pd.notna(row["sd_value"]):
        spread = f", sd {row['sd_value']:.4g}"
    elif pd.notna(row["low_value"]):
        spread = f", {row['low_value']:.4g} to {row['high_value']:.4g}"
    return (
        f"  {row['share_frac']:7.1%}  {row['item_id']} = {row['item_value']:.6g} "
        f"{row['unit']}{spread} [{row['basis']}; {row['source_key']}; "
        f"{row['seed_file'] if pd.notna(row['seed_file']) else 'no seed row'}]"
    )


def _reference_line(row: dict[Any, Any]) -> str:
    doi = f", doi {row['doi']}" if pd.notna(row["doi"]) else ""
    return (
        f"  {row['share_frac']:7.1%}  {row['source_key']}: {row['citation']}{doi} "
        f"(licence: {row['licence']})"
    )


def _known(
    connection: duckdb.DuckDBPyConnection,
    what: str,
    value: str,
    table: str,
    columns: tuple[str, ...],
) -> str:
    """Return the key that a value names in a dimension, or say what there is."""
    key = columns[0]
    found = connection.execute(
        f"select {key} from {table} where ? in ({', '.join(columns)})", [value]
    ).fetchone()
    if found is None:
        there = connection.execute(
            f"select string_agg({key}, ', ' order by {key}) from {table}"
        ).fetchone()
        listed = there[0] if there else ""
        raise ExplainError(f"{what} '{value}' is none of: {listed}")
    return str(found[0])
