"""What changed between two published files, by how much, and why."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from vanadis.errors import VanadisError
from vanadis.warehouse import build_id_of, current, published_files

# Relative difference below which two figures are the same (last digits of sums).
TOLERANCE = 1e-12
_SHOWN_CELLS = 20
_LOGS = ("build_info", "dbt_results", "fct_quality_results")

_KEYS = "method_id, province_code, sub_source_id, reference_year"

# One row per emission cell that differs; what differs in its activity and factor.
_CELLS = f"""
create temp table cells as
with emissions as (
    select
        {_KEYS},
        coalesce(new.category_id, old.category_id) as category_id,
        old.emission_t as old_t,
        new.emission_t as new_t
    from old.main.fct_emissions as old
    full join new.main.fct_emissions as new using ({_KEYS})
),
activities as (
    select
        {_KEYS},
        string_agg(distinct coalesce(new.seed_file, old.seed_file)
            || ' (' || coalesce(new.source_key, old.source_key) || ')', '; ') as seeds
    from old.main.fct_activities as old
    full join new.main.fct_activities as new using ({_KEYS}, use_id)
    where coalesce(old.activity_t, old.activity_m3)
        is distinct from coalesce(new.activity_t, new.activity_m3)
    group by {_KEYS}
),
parameters as (
    select coalesce(new.parameter_id, old.parameter_id) as parameter_id
    from old.main.dim_parameter as old
    full join new.main.dim_parameter as new using (parameter_id)
    where old.point_value is distinct from new.point_value
),
factors as (
    select
        {_KEYS},
        coalesce(
            string_agg(distinct operands.operand_id, '; ')
                filter (operands.operand_id in (select parameter_id from parameters)),
            'another node: ' || any_value(new.node_id)
        ) as operands
    from old.main.fct_emission_factors as old
    full join new.main.fct_emission_factors as new using ({_KEYS}, use_id)
    left join new.main.fct_factor_operands as operands
        on new.node_id = operands.factor_node_id
    where coalesce(old.factor_kg_per_t, old.factor_kg_per_m3)
        is distinct from coalesce(new.factor_kg_per_t, new.factor_kg_per_m3)
    group by {_KEYS}
)
select
    {_KEYS},
    category_id,
    old_t,
    new_t,
    coalesce(new_t, 0) - coalesce(old_t, 0) as change_t,
    activities.seeds as changed_activities,
    factors.operands as changed_parameters
from emissions
left join activities using ({_KEYS})
left join factors using ({_KEYS})
where (old_t is null) <> (new_t is null)
    or abs(new_t - old_t) > {TOLERANCE} * greatest(abs(new_t), abs(old_t))
"""

_NEEDED = (
    "fct_emissions",
    "fct_activities",
    "fct_emission_factors",
    "fct_factor_operands",
    "dim_parameter",
)


class DiffError(VanadisError):
    """Two files that cannot be compared."""


def find_published(name: str, folder: Path) -> Path:
    """Return the file meant by a path, a build id, or 'current' and 'previous'.

    Raises
    ------
    DiffError
        When there is none.
    """
    if Path(name).is_file():
        return Path(name)
    files = published_files(folder)
    if name == "current":
        return current(folder).path
    if name == "previous":
        older = [path for path in files if path.name < current(folder).path.name]
        if older:
            return older[0]
        raise DiffError("there is no earlier published file")
    fits = [path for path in files if build_id_of(path).startswith(name)]
    if len(fits) != 1:
        known = ", ".join(build_id_of(path) for path in files) or "none"
        raise DiffError(f"'{name}' is no published file; there are {known}")
    return fits[0]


def open_pair(old: Path, new: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection that reads two published files as ``old`` and ``new``."""
    connection = duckdb.connect()
    for alias, path in (("old", old), ("new", new)):
        name = str(path).replace("'", "''")
        try:
            connection.execute(f"attach '{name}' as {alias} (read_only)")
        except duckdb.Error as error:
            first = str(error).splitlines()[0]
            raise DiffError(f"{path} cannot be opened: {first}") from error
        if "build_info" not in _tables_of(connection, alias):
            raise DiffError(f"{path} is no published file: it has no build_info")
    return connection


def changed_cells(connection: duckdb.DuckDBPyConnection) -> bool:
    """Make the table ``cells`` of changed emissions; False where a file has none."""
    if not all(set(_NEEDED) <= _tables_of(connection, a) for a in ("old", "new")):
        return False
    connection.execute(_CELLS)
    return True


def _tables_of(connection: duckdb.DuckDBPyConnection, alias: str) -> set[str]:
    rows = connection.execute(
        "select table_name from duckdb_tables() where database_name = ?", [alias]
    )
    return {str(row[0]) for row in rows.fetchall()}


def report(connection: duckdb.DuckDBPyConnection, old: Path, new: Path) -> str:
    """Return the recalculation report as Markdown."""
    lines = [
        f"# What changed from build {build_id_of(old)} to {build_id_of(new)}",
        "",
        *_inputs(connection),
        *_tables(connection),
    ]
    if changed_cells(connection):
        lines += _emissions(connection)
    if all(
        "fct_emission_intervals" in _tables_of(connection, a) for a in ("old", "new")
    ):
        lines += ["", *_intervals(connection)]
    return "\n".join(lines) + "\n"


def write_cells(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write the changed emission cells that ``report`` found to a CSV file."""
    held = _one(
        connection, "select count(*) from duckdb_tables() where table_name = 'cells'"
    )
    if not held:
        raise DiffError("the files hold no emissions to compare")
    name = str(path).replace("'", "''")
    try:
        connection.execute(
            f"copy (from cells order by {_KEYS}) to '{name}' (format csv, header)"
        )
    except duckdb.IOException as error:
        first = str(error).splitlines()[0]
        raise DiffError(f"{path} cannot be written: {first}") from error


def _inputs(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    rows = connection.execute(
        """
        select
            coalesce(old.info_kind, new.info_kind),
            coalesce(old.info_name, new.info_name),
            old.info_value,
            new.info_value
        from old.main.build_info as old
        full join new.main.build_info as new using (info_kind, info_name)
        where coalesce(old.info_kind, new.info_kind) in ('seed', 'variable', 'package')
            and old.info_value is distinct from new.info_value
        order by 1, 2
        """
    ).fetchall()
    yield "## Inputs"
    yield ""
    if not rows:
        yield "Seeds, variables and packages are the same."
    for kind, name, before, after in rows:
        if kind == "seed":
            how = "new" if before is None else "gone" if after is None else "changed"
            yield f"- seed `{name}`: {how}"
        else:
            yield f"- {kind} `{name}`: {before} -> {after}"
    yield ""


def _tables(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    rows = connection.execute(
        f"""
        select
            coalesce(old.info_name, new.info_name),
            case
                when old.info_value is null then 'new'
                when new.info_value is null then 'gone'
                else 'changed'
            end
        from (from old.main.build_info where info_kind = 'table') as old
        full join (from new.main.build_info where info_kind = 'table') as new
            using (info_name)
        where old.info_value is distinct from new.info_value
            and coalesce(old.info_name, new.info_name) not in {_LOGS}
        order by 1
        """
    ).fetchall()
    yield "## Tables"
    yield ""
    if not rows:
        yield "All public tables say the same."
    for table, how in rows:
        yield f"- `{table}`: {how}"
    yield ""


def _emissions(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    count = _one(connection, "select count(*) from cells")
    yield "## Emissions"
    yield ""
    if not count:
        yield "No emission cell changed."
        return
    yield f"{count} cells changed. Tonnes of vanadium; totals are over all cells."
    yield ""
    for title, columns in (
        ("method and year", ["method_id", "reference_year"]),
        ("method and category", ["method_id", "category_id"]),
        ("method and province", ["method_id", "province_code"]),
    ):
        yield f"### By {title}"
        yield ""
        yield from _markdown(connection, _totals(columns))
        yield ""
    yield f"### The {_SHOWN_CELLS} largest changes and the seed rows behind them"
    yield ""
    yield from _markdown(
        connection,
        f"""
        select
            {_KEYS},
            round(old_t, 3) as old_t,
            round(new_t, 3) as new_t,
            round(change_t, 3) as change_t,
            coalesce(changed_activities, '') as changed_activities,
            coalesce(changed_parameters, '') as changed_parameters
        from cells order by abs(cells.change_t) desc, {_KEYS} limit {_SHOWN_CELLS}
        """,
    )
    yield ""
    yield "### Changed parameters"
    yield ""
    yield from _markdown(
        connection,
        """
        select
            parameter_id,
            old.point_value as old_value,
            new.point_value as new_value,
            coalesce(new.unit, old.unit) as unit,
            coalesce(new.seed_file, old.seed_file) as seed_file,
            coalesce(new.source_key, old.source_key) as source_key,
            coalesce(new.source_locator, old.source_locator) as source_locator
        from old.main.dim_parameter as old
        full join new.main.dim_parameter as new using (parameter_id)
        where old.point_value is distinct from new.point_value
        order by parameter_id limit 50
        """,
    )


def _intervals(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Show 95 % intervals of the nation and its categories that moved."""
    ends = ("p025", "p500", "p975")
    moved = " or ".join(
        f"abs(new.emission_{end}_t - old.emission_{end}_t) "
        f"> {TOLERANCE} * abs(old.emission_{end}_t)"
        for end in ends
    )
    shown = ", ".join(
        f"round({side}.emission_{end}_t, 3) as {side}_{end}_t"
        for side in ("old", "new")
        for end in ends
    )
    keys = "method_id, level, category_id, reference_year"
    query = f"""
        from old.main.fct_emission_intervals as old
        inner join new.main.fct_emission_intervals as new
            on (old.method_id, old.level) = (new.method_id, new.level)
            and old.category_id is not distinct from new.category_id
            and old.reference_year is not distinct from new.reference_year
        where old.level in ('national', 'category') and ({moved})
    """
    yield "## Intervals"
    yield ""
    if not _one(connection, f"select count(*) {query}"):
        yield "No interval of the nation or a category moved."
        return
    yield "2.5th, 50th and 97.5th percentile; without a year: the whole period."
    yield ""
    columns = ", ".join(f"new.{key}" for key in keys.split(", "))
    yield from _markdown(connection, f"select {columns}, {shown} {query} order by all")


def _totals(columns: list[str]) -> str:
    names = ", ".join(columns)
    return f"""
        with sides as (
            select 'old' as side, * from old.main.fct_emissions
            union all by name
            select 'new' as side, * from new.main.fct_emissions
        ),
        touched as (select distinct {names} from cells)
        select
            {names},
            round(sum(emission_t) filter (side = 'old'), 3) as old_t,
            round(sum(emission_t) filter (side = 'new'), 3) as new_t,
            round(
                coalesce(sum(emission_t) filter (side = 'new'), 0)
                - coalesce(sum(emission_t) filter (side = 'old'), 0), 3
            ) as change_t,
            round(
                100 * (sum(emission_t) filter (side = 'new')
                / nullif(sum(emission_t) filter (side = 'old'), 0) - 1), 3
            ) as change_pct
        from sides inner join touched using ({names})
        group by {names} order by {names}
    """


def _markdown(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[str]:
    found = connection.execute(query)
    names = [column[0] for column in found.description]
    yield "| " + " | ".join(names) + " |"
    yield "|" + " --- |" * len(names)
    for row in found.fetchall():
        yield "| " + " | ".join(map(_cell, row)) + " |"


def _cell(value: object) -> str:
    """Return a value as text: nothing for a null, no sign for a zero."""
    if isinstance(value, float):
        value += 0.0  # A negative zero becomes a plain one.
    return "" if value is None else str(value)


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> Any:
    row = connection.execute(query).fetchone()
    return row[0] if row else None
