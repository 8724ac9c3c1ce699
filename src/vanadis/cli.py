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
        bool, typer.Option("--brief", help="One line: published or not, and why.")
    ] = False,
) -> None:
    """Say what is published, and why the last build was not.

    Exit code 1 if nothing is published or the published file is damaged.
    """
    from vanadis.status import brief_line, status_lines

    folder = warehouse_dir()
    if brief:
        typer.echo(brief_line(folder))
        return
    lines, is_good = status_lines(folder)
    for line in lines:
        typer.echo(line)
    if not is_good:
        raise typer.Exit(1)
