"""The ``vanadis`` command."""

import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from vanadis.errors import VanadisError
from vanadis.project import seeds_dir, warehouse_dir

P = ParamSpec("P")

app = typer.Typer(
    name="vanadis",
    help="Vanadis: a warehouse of vanadium emissions and the vanadium chain of China. "
    "`make build` builds and publishes it; these commands look after it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _speaks_plainly(command: Callable[P, None]) -> Callable[P, None]:
    """Show a user's error as one message and end with exit code 1."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except VanadisError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from error

    return wrapped


@app.callback()
def _main() -> None:
    """Keep commands named even while there is only one."""


@app.command()
@_speaks_plainly
def check(
    seeds: Annotated[
        Path | None, typer.Argument(help="Folder of seed files; the project's own.")
    ] = None,
) -> None:
    """Check every seed file against its data package, as `dbt build` does first.

    Prints one line per finding: file, line, column, value, what was expected.
    Exit code 1 if there is any.
    """
    from vanadis.check import check_seeds, read_packages, report

    folder = seeds or seeds_dir()
    start = time.perf_counter()
    lines = report(check_seeds(folder))
    for line in lines:
        typer.echo(line)
    if lines:
        raise typer.Exit(1)
    count = len(read_packages(folder))
    seconds = time.perf_counter() - start
    typer.echo(f"{count} seed files pass the check ({seconds:.1f} s).")


@app.command()
@_speaks_plainly
def status(
    brief: Annotated[
        bool,
        typer.Option("--brief", help="Published or not, why, and the scoreboard."),
    ] = False,
) -> None:
    """Say what is published, and why the last build was not.

    Exit code 1 if nothing is published or the published file is damaged.
    """
    from vanadis.scoreboard import published_scoreboard
    from vanadis.status import brief_line, status_lines

    folder = warehouse_dir()
    if brief:
        typer.echo(brief_line(folder))
        if scoreboard := published_scoreboard(folder):
            typer.echo(scoreboard)
        return
    lines, is_good = status_lines(folder)
    for line in lines:
        typer.echo(line)
    if not is_good:
        raise typer.Exit(1)


@app.command()
@_speaks_plainly
def ingest(
    file: Annotated[
        Path | None, typer.Argument(help="CSV, XLSX or Parquet file.")
    ] = None,
    table: Annotated[
        str, typer.Option(help="Table to fill, such as yearbook/coal_consumption.")
    ] = "",
    sheet: Annotated[
        str | None, typer.Option(help="Sheet of an XLSX file; the first one.")
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(help="Unit of the figures, if the file does not state it."),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="One value for all rows, such as --set fuel=coal."),
    ] = None,
    source_key: Annotated[
        str | None, typer.Option(help="Reference of the figures; own_<file>.")
    ] = None,
    citation: Annotated[
        str | None, typer.Option(help="How to cite the source, if it is new.")
    ] = None,
    basis: Annotated[
        str, typer.Option(help="How the figures are founded.")
    ] = "published",
    accept_valid: Annotated[
        bool,
        typer.Option("--accept-valid", help="Take the good rows, set the rest aside."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the preview and change nothing.")
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take the last ingest back.")
    ] = False,
) -> None:
    """Bring your own figures into a table; the next build uses them cell by cell.

    Reads wide tables (provinces down, years or fuels across) and long ones, with
    English or Chinese names, shows how it reads them, converts the unit, checks the
    rows like every seed, and writes the table's user file. Changes nothing when
    anything is wrong, unless --accept-valid is given.
    """
    import gc
    from contextlib import nullcontext

    from vanadis import ingest as work
    from vanadis.lock import change_seeds

    # Hundreds of thousands of rows, no cycles: collecting would cost a fifth.
    gc.disable()
    seeds, journal = seeds_dir(), warehouse_dir() / "ingest"
    if undo:
        with change_seeds(seeds):
            for path in work.undo(journal, seeds):
                typer.echo(f"Restored {path}")
        return
    if file is None or not table:
        raise VanadisError("Give a FILE and --table; see `vanadis ingest --help`.")
    options = work.Options(
        unit=unit,
        sheet=sheet,
        source_key=source_key,
        citation=citation,
        basis=basis,
        constants=_settings(set_ or []),
    )
    with nullcontext() if dry_run else change_seeds(seeds):
        draft = work.prepare(file, table, seeds, options)
        for line in work.preview(draft):
            typer.echo(line)
        is_good = draft.accepted and (accept_valid or not draft.rejected)
        if is_good and not dry_run:
            work.apply(draft, seeds, journal)
    if dry_run:
        typer.echo("Dry run: nothing was changed.")
    elif is_good:
        typer.echo(
            f"Wrote {draft.resource.user_path}. Run `dbt build` to use it, "
            "`vanadis ingest --undo` to take it back."
        )
    elif draft.accepted:
        typer.echo("Nothing was changed. --accept-valid takes the good rows.", err=True)
    else:
        typer.echo("Nothing was changed: no good row.", err=True)
    if not is_good:
        raise typer.Exit(1)


def _settings(pairs: list[str]) -> dict[str, str]:
    """Return ``name=value`` options as a mapping."""
    for pair in pairs:
        if "=" not in pair:
            raise VanadisError(f"--set {pair}: expected name=value")
    return dict(pair.split("=", 1) for pair in pairs)


@app.command()
@_speaks_plainly
def template(
    table: Annotated[str, typer.Argument(help="Such as yearbook/coal_consumption.")],
    out: Annotated[
        Path | None, typer.Option(help="File to write; <table>.xlsx.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the file if there is one.")
    ] = False,
) -> None:
    """Write an empty XLSX for a table, to fill in and ingest."""
    from vanadis.ingest import find_table
    from vanadis.ingest.template import write_template

    resource = find_table(table, seeds_dir())
    path = out or Path(resource.name.removeprefix("raw_") + ".xlsx")
    if path.exists() and not force:
        raise VanadisError(
            f"{path} exists already; --force replaces it, --out writes another file"
        )
    try:
        write_template(resource, seeds_dir(), path)
    except OSError as error:
        raise VanadisError(f"{path} cannot be written: {error}") from error
    typer.echo(f"Wrote {path}.")


@app.command()
@_speaks_plainly
def explain(
    province: Annotated[
        str | None, typer.Option(help="Code or name of a province; all when left out.")
    ] = None,
    source: Annotated[
        str | None, typer.Option(help="Sub-source such as coal_rc; all when left out.")
    ] = None,
    year: Annotated[int | None, typer.Option(help="Year; all when left out.")] = None,
    method: Annotated[str, typer.Option(help="Method.")] = "literature",
) -> None:
    """Open a number: its terms, their inputs, seed files and references."""
    from vanadis.explain import explain as explain_subject
    from vanadis.explain import explanation_lines, read_subject
    from vanadis.warehouse import connect

    with connect() as connection:
        subject = read_subject(
            connection, method=method, province=province, source=source, year=year
        )
        for line in explanation_lines(*explain_subject(connection, subject)):
            typer.echo(line)


@app.command()
@_speaks_plainly
def diff(
    old: Annotated[
        str, typer.Argument(help="File or build id; 'previous' is the one before.")
    ] = "previous",
    new: Annotated[
        str, typer.Argument(help="File or build id; 'current' is in force.")
    ] = "current",
    out: Annotated[
        Path | None, typer.Option(help="Write the Markdown report to this file.")
    ] = None,
    table: Annotated[
        Path | None, typer.Option(help="Write every changed cell to a CSV file.")
    ] = None,
) -> None:
    """Report what changed between two published files, by how much, and why.

    Totals per method, category, province and year, the largest changes, and the
    seed rows and parameters behind them.
    """
    from vanadis import diff as work

    folder = warehouse_dir()
    before, after = work.find_published(old, folder), work.find_published(new, folder)
    with work.open_pair(before, after) as connection:
        text = work.report(connection, before, after)
        if out:
            try:
                out.write_text(text, encoding="utf-8")
            except OSError as error:
                raise VanadisError(f"{out} cannot be written: {error}") from error
            typer.echo(f"Wrote {out}.")
        else:
            typer.echo(text)
        if table:
            work.write_cells(connection, table)
            typer.echo(f"Wrote {table}.")
