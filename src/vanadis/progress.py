"""A progress line for people who wait at a terminal."""

import sys
import time
from collections.abc import Callable

QUIET_SECONDS = 2.0


def terminal_progress(label: str) -> Callable[[int, int], None]:
    """Return a callback that shows done and total once two seconds have passed.

    Nothing is shown unless standard error is a terminal.
    """
    started = time.monotonic()
    shown = False

    def show(done: int, total: int) -> None:
        nonlocal shown
        if not sys.stderr.isatty():
            return
        if time.monotonic() - started < QUIET_SECONDS and not shown:
            return
        shown = True
        end = "\n" if done == total else ""
        print(f"\r{label}: {done} of {total}", end=end, file=sys.stderr, flush=True)

    return show
