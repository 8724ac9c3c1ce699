"""Functions that the dbt hooks call; see ``macros/hooks.sql``."""

import gc
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.credentials import DuckDBCredentials
from dbt.adapters.duckdb.plugins import BasePlugin
from dbt_common.exceptions import DbtRuntimeError

from vanadis.check import check_seeds, report
from vanadis.errors import VanadisError
from vanadis.lock import BusyError, hold, read_seeds
from vanadis.project import project_root, seeds_dir, warehouse_dir
from vanadis.publish import Build, publish, reasons_against
from vanadis.publish.history import last_build, record
from vanadis.publish.info import Fact, input_facts, setting_facts
from vanadis.quality.report import write_report


class Plugin(BasePlugin):
    """Registers the hook functions on dbt's connection."""

    _connection: duckdb.DuckDBPyConnection
    # What the build read, as it was before the first table was loaded.
    _inputs: Sequence[Fact] = ()

    def update_connection_config(
        self, creds: DuckDBCredentials, config: dict[str, Any]
    ) -> None:
        """Stop before the database is opened if somebody else has it open."""
        if creds.path == ":memory:":
            return
        try:
            hold(Path(creds.path))
        except BusyError as error:
            raise DbtRuntimeError(str(error)) from error

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Register the functions that ``macros/hooks.sql`` calls."""
        self._connection = conn
        for function in (self.vanadis_check_seeds, self.vanadis_publish):
            # With side effects, so that DuckDB calls it once and when it runs.
            conn.create_function(function.__name__, function, side_effects=True)

    def vanadis_check_seeds(self, command: str, invocation_id: str) -> str:
        """Return why the build must not start; empty text means it may."""
        # The parsed project stays to the end: garbage collection may pass it over.
        gc.freeze()
        folder = warehouse_dir()

        def note(status: str, reasons: Sequence[str] = ()) -> None:
            if command == "build":
                record(
                    folder, invocation_id=invocation_id, status=status, reasons=reasons
                )

        try:
            note("running")
        except OSError as error:
            return f"Cannot publish to {folder}: {error}; no table was replaced."
        try:
            # Held until dbt ends: what was checked is what is loaded.
            read_seeds(seeds_dir())
            self._inputs = list(input_facts(project_root()))
            lines = report(check_seeds(seeds_dir()))
        except VanadisError as error:
            lines = [str(error)]
        if not lines:
            return ""
        note("not_published", ["the seed check failed", *lines])
        count = "1 finding" if len(lines) == 1 else f"{len(lines)} findings"
        head = f"The seed files do not pass the check ({count}); no table was replaced."
        return "\n".join([head, *lines])

    def vanadis_publish(self, payload: str) -> str:
        """Publish a good build. Return 'ok' or 'error', and what to tell the user."""
        build = Build.from_payload(json.loads(payload))
        folder = warehouse_dir()
        before = last_build(folder)
        if before.get("invocation_id") == build.invocation_id and not build.results:
            # The seed check stopped this build and has recorded why.
            return ""
        reasons = [*reasons_against(build, self._failing_rows), *self._edited()]
        build_id = f"{build.started_at}-{build.invocation_id[:8]}"
        outcome = f"ok Published build {build_id}."
        if reasons:
            outcome = "\n".join(["ok Not published:", *reasons])
        else:
            try:
                publish(
                    self._connection.cursor(),
                    folder=folder,
                    build_id=build_id,
                    facts=[
                        ("build", "started_at", build.started_at),
                        ("build", "invocation_id", build.invocation_id),
                        *self._inputs,
                        *setting_facts(project_root(), build.arguments),
                    ],
                    results=build.results,
                )
            except VanadisError as error:
                reasons = [str(error)]
                outcome = f"error Not published: {error}"
        _remember(folder, build, build_id, reasons)
        self._write_report(folder, build_id, reasons)
        return outcome

    def _edited(self) -> list[str]:
        """Say which seeds are no longer what the build has loaded."""
        facts = set(self._inputs) ^ set(input_facts(project_root()))
        names = sorted({name for kind, name, _ in facts if kind == "seed"})
        if not names:
            return []
        return [f"{', '.join(names)}: changed while the build ran; build again"]

    def _write_report(self, folder: Path, build_id: str, reasons: list[str]) -> None:
        """Write the quality report of a build that got as far as its rules."""
        try:
            cursor = self._connection.cursor()
            found = cursor.execute("select * from main.fct_quality_results")
            names = [column[0] for column in found.description]
            rules = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
            write_report(
                folder / "quality.html", title=build_id, rules=rules, reasons=reasons
            )
        except (duckdb.Error, OSError):
            # Without its table, or with a full disk, the old report stays.
            return

    def _failing_rows(self, query: str) -> list[str]:
        """Return up to three of the rows that a failed test finds, as text."""
        try:
            cursor = self._connection.cursor()
            rows = cursor.execute(f"select * from ({query}\n) limit 3")
            names = [column[0] for column in rows.description]
            return [
                "  row: "
                + ", ".join(f"{n}={v}" for n, v in zip(names, row, strict=True))
                for row in rows.fetchall()
            ]
        except duckdb.Error:
            return []


def _remember(folder: Path, build: Build, build_id: str, reasons: list[str]) -> None:
    """Record how the build ended; a full disk must not hide the outcome."""
    try:
        record(
            folder,
            invocation_id=build.invocation_id,
            status="not_published" if reasons else "published",
            reasons=reasons,
            build_id=None if reasons else build_id,
        )
    except OSError as error:
        reasons.append(f"{folder}: the record of this build cannot be written: {error}")
