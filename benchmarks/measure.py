"""Run a command and say what it cost: wall time, CPU time, peak memory."""

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """What a whole process and its children took."""

    wall_s: float
    cpu_s: float
    peak_mb: float


def measure(
    command: Sequence[str], *, cwd: Path, environment: Mapping[str, str] | None = None
) -> Cost:
    """Run a command to its end and return its cost; stop if it fails."""
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as printed:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**os.environ, **(environment or {})},
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - start
        if process.returncode != 0:
            printed.seek(0)
            raise SystemExit(f"{' '.join(command)} failed:\n{printed.read()[-4000:]}")
    # Linux counts ru_maxrss in KiB.
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
