"""Reports written into docs/ from the published warehouse, checked to be current."""

from collections.abc import Callable

import duckdb

from vanadis.reports.out_of_fit import out_of_fit_markdown
from vanadis.reports.replication import replication_markdown

REPORTS: dict[str, Callable[[duckdb.DuckDBPyConnection], str]] = {
    "out_of_fit.md": out_of_fit_markdown,
    "replication.md": replication_markdown,
}
