"""Starts the viewer: ``python -m vanadis.viewer.serve``.

What the pages compute with is loaded before the server answers, so that the first
visitor does not wait for it.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from vanadis.project import project_root

WAIT_S = 60.0
LOADED_FIRST = (
    "vanadis.viewer.charts.shares",
    "vanadis.viewer.export",
    "vanadis.viewer.pictures",
    "vanadis.viewer.reader",
)


def main() -> None:
    """Serve the viewer; arguments are those of ``streamlit run``."""
    for module in LOADED_FIRST:
        import_module(module)
    # The settings, among them the local address, stand beside the project.
    os.chdir(project_root())
    cli = import_module("streamlit.web.cli")
    cli.main(["run", "app/streamlit_app.py", *sys.argv[1:]])


@contextmanager
def served(warehouse: Path) -> Iterator[str]:
    """Serve the published file in a folder as a process of its own, for tests."""
    port = _free_port()
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "vanadis.viewer.serve"),
            *("--server.port", str(port)),
        ],
        cwd=project_root(),
        env=os.environ | {"VANADIS_WAREHOUSE": str(warehouse)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_up(address)
        yield address
    finally:
        server.kill()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_up(address: str) -> None:
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"{address} did not answer within {WAIT_S:g} s")


if __name__ == "__main__":
    main()
