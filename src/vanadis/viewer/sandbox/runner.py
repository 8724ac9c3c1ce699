"""Starts the worker for one statement and holds it to its limits."""

import json
import os
import selectors
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from vanadis.viewer.sandbox.worker import EXIT_REFUSED

MEBIBYTE = 2**20
# Statements of all visitors that may run at the same moment.
_slots = threading.BoundedSemaphore(2)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one statement may use."""

    seconds: float = 5.0
    memory_bytes: int = 2048 * MEBIBYTE
    max_rows: int | None = 10_000
    max_result_bytes: int = 32 * MEBIBYTE
    wait_seconds: float = 30.0


PAGE = Limits()
# A whole result for download: every row, a little longer.
EXPORT = Limits(seconds=60.0, max_rows=None, max_result_bytes=512 * MEBIBYTE)


class StatementError(Exception):
    """The statement failed; the text is meant for the person who wrote it."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Rows of a statement, and whether there were more."""

    table: pa.Table
    is_cut: bool
    seconds: float


def run(path: Path, sql: str, *, limits: Limits = PAGE) -> Answer:
    """Run one SELECT on the published file at ``path``."""
    if not _slots.acquire(timeout=limits.wait_seconds):
        raise StatementError("Other statements are running. Try again in a moment.")
    try:
        started = time.perf_counter()
        content = _run_worker(path, sql, limits=limits)
        table = pq.read_table(BytesIO(content))
        seconds = time.perf_counter() - started
    finally:
        _slots.release()
    if limits.max_rows is None or table.num_rows <= limits.max_rows:
        return Answer(table=table, is_cut=False, seconds=seconds)
    return Answer(table=table.slice(0, limits.max_rows), is_cut=True, seconds=seconds)


def _run_worker(path: Path, sql: str, *, limits: Limits) -> bytes:
    request = {
        "path": str(path),
        "sql": sql,
        "max_rows": limits.max_rows,
        "memory_bytes": limits.memory_bytes,
        "cpu_seconds": int(limits.seconds) + 2,
    }
    command = [sys.executable, "-I", "-m", "vanadis.viewer.sandbox.worker"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={},
        cwd="/",
        start_new_session=True,
    ) as worker:
        try:
            output, errors = _read(worker, json.dumps(request).encode(), limits=limits)
            worker.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            raise StatementError(
                f"Stopped: the statement did not end within {limits.seconds:g} s."
            ) from None
        finally:
            worker.kill()
    if worker.returncode == 0:
        return output
    if worker.returncode == EXIT_REFUSED:
        raise StatementError(errors.decode("utf-8", "replace"))
    raise StatementError(
        "Stopped: the statement needs more than"
        f" {limits.memory_bytes // MEBIBYTE:,} MiB of memory."
    )


def _read(
    worker: "subprocess.Popen[bytes]", request: bytes, *, limits: Limits
) -> tuple[bytes, bytes]:
    assert worker.stdin and worker.stdout and worker.stderr
    deadline = time.monotonic() + limits.seconds
    worker.stdin.write(request)
    worker.stdin.close()
    parts: dict[int, list[bytes]] = {}
    size = 0
    with selectors.DefaultSelector() as selector:
        for stream in (worker.stdout, worker.stderr):
            parts[stream.fileno()] = []
            selector.register(stream, selectors.EVENT_READ)
        while selector.get_map():
            left = deadline - time.monotonic()
            if left <= 0:
                raise subprocess.TimeoutExpired(worker.args, limits.seconds)
            for key, _ in selector.select(timeout=left):
                chunk = os.read(key.fd, MEBIBYTE)
                if not chunk:
                    selector.unregister(key.fileobj)
                    continue
                parts[key.fd].append(chunk)
                size += len(chunk)
                if size > limits.max_result_bytes:
                    raise StatementError(
                        "Stopped: the result is larger than"
                        f" {limits.max_result_bytes // MEBIBYTE:,} MiB."
                    )
    output, errors = (
        b"".join(parts[s.fileno()]) for s in (worker.stdout, worker.stderr)
    )
    return output, errors
