"""Runs that try to break the warehouse; used small by the tests, in full by soak."""

import contextlib
import csv
import random
import re
import shutil
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from statistics import median

import duckdb
from faults import KINDS, Kind, broken
from small_project import Build, start_build

from vanadis.check import Resource, check_seeds, read_packages
from vanadis.ingest.layout import LayoutError, measure_of
from vanadis.publish.files import sha256
from vanadis.warehouse import POINTER, connect, current, read_pointer

Say = Callable[[str], None]


class BrokenError(AssertionError):
    """The warehouse was not as it must be."""


def is_whole(folder: Path) -> str:
    """Return the build id in force after checking file, hash and a query."""
    served = current(folder)
    if served.warning:
        raise BrokenError(served.warning)
    if sha256(served.path) != read_pointer(folder)["sha256"]:
        raise BrokenError(f"{served.path.name}: the hash does not match the pointer")
    with connect(served.path) as reader:
        held = reader.execute(
            "select info_value from build_info where info_name = 'build_id'"
        ).fetchone()
    if held != (served.build_id,):
        raise BrokenError(f"{served.path.name} holds build {held}")
    return served.build_id


@dataclass
class Kills:
    """What killing builds showed."""

    killed_in: Counter[str] = field(default_factory=Counter)
    builds_after: int = 0
    build_seconds: float = 0.0


# Moments that a random one seldom meets, aimed at on top of the random ones.
AIMED = ("loading seeds", "loading seeds", "publishing", "publishing", "publishing")


def kill_builds(
    project: Path,
    moments: int,
    seed: int,
    say: Say,
    build_every: int,
    aimed: Sequence[str] = AIMED,
    until: float = inf,
) -> Kills:
    """Kill ``dbt build`` at random moments; the published file must stay whole.

    After every ``build_every`` kills, and after the last, a build must succeed.
    Builds are also killed in each of the phases ``aimed`` at. No kill starts once
    the monotonic clock shows ``until``.
    """
    dice = random.Random(seed)
    start = time.monotonic()
    before = _published_by(start_build(project), project, "")
    outcome = Kills(build_seconds=time.monotonic() - start)
    plan: list[str | None] = [*aimed, *[None] * moments]
    dice.shuffle(plan)
    for number, aim in enumerate(plan, start=1):
        is_last = number == len(plan) or time.monotonic() > until
        phase = _kill(project, aim, dice, outcome.build_seconds)
        outcome.killed_in[phase] += 1
        now = is_whole(project / "warehouse")
        if now < before:
            raise BrokenError(f"build {now} came back after {before}")
        before = now
        if number % build_every == 0 or is_last:
            before = _published_by(start_build(project), project, before)
            outcome.builds_after += 1
        say(f"kill {number}/{len(plan)} while {phase}: published {before}")
        if is_last:
            break
    return outcome


def _published_by(build: Build, project: Path, before: str) -> str:
    """Wait for a build and return its id; it must be newer than the one before."""
    printed = build.finish()
    after = is_whole(project / "warehouse")
    if after <= before:
        raise BrokenError(f"the build was not published: {printed}")
    return after


def _kill(
    project: Path, aim: str | None, dice: random.Random, build_seconds: float
) -> str:
    """Start a build and kill it; return the phase in which it was."""
    files = _files(project)
    build = start_build(project)
    if aim:
        while _phase(project, build, files) not in (aim, "it had ended"):
            time.sleep(0.01)
        time.sleep(dice.uniform(0, 0.02) * build_seconds)
    else:
        time.sleep(dice.uniform(0.02, 1.0) * build_seconds)
    phase = _phase(project, build, files)
    build.kill()
    return phase


def _phase(project: Path, build: Build, files: set[Path]) -> str:
    """Say what a build does, from its output and the files it adds to those before."""
    if build.process.poll() is not None:
        return "it had ended"
    if _files(project) - files:
        return "publishing"
    started = re.findall(r"START (?:sql |python )?(\w+)", build.printed())
    if not started:
        return "parsing and checking"
    return "loading seeds" if started[-1] == "seed" else "building models and tests"


def _files(project: Path) -> set[Path]:
    """Return published files and drafts of them."""
    return set((project / "warehouse").glob("*vanadis-*.duckdb*"))


@dataclass
class Reads:
    """What a reader saw during builds."""

    sessions: int = 0
    queries: int = 0
    versions: set[str] = field(default_factory=set)


@contextlib.contextmanager
def reader(project: Path, table: str) -> Iterator[Reads]:
    """Query in a loop meanwhile; no session may see two versions."""
    folder = project / "warehouse"
    outcome = Reads()
    problems: list[BaseException] = []
    stop = threading.Event()

    def read() -> None:
        try:
            while not stop.is_set():
                if not (folder / POINTER).exists():
                    time.sleep(0.1)
                    continue
                with connect(current(folder).path) as session:
                    seen = set()
                    for _ in range(20):
                        row = session.execute(
                            "select info_value, (select count(*) from "
                            f"{table}) from build_info where info_name = 'build_id'"
                        ).fetchone()
                        seen.add(row)
                        outcome.queries += 1
                        time.sleep(0.005)
                if len(seen) != 1:
                    raise BrokenError(f"one session saw {seen}")
                outcome.sessions += 1
                outcome.versions.add(str(seen.pop()[0]))  # type: ignore[index]
        except BaseException as error:
            problems.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield outcome
    finally:
        stop.set()
        thread.join()
    if problems:
        raise problems[0]


def build_again(project: Path, builds: int, say: Say, until: float = inf) -> int:
    """Build again and again; return how many builds were published: all of them."""
    before = ""
    for number in range(1, builds + 1):
        if time.monotonic() > until:
            return number - 1
        before = _published_by(start_build(project), project, before)
        say(f"build {number}/{builds}: published {before}")
    return builds


def two_builds_at_once(project: Path) -> str:
    """Start two builds together; return what the one that stopped said."""
    pair = [start_build(project), start_build(project)]
    printed = [build.finish() for build in pair]
    codes = [build.process.returncode for build in pair]
    is_whole(project / "warehouse")
    if sorted(code == 0 for code in codes) != [False, True]:
        raise BrokenError(f"exit codes {codes}: {printed}")
    said = printed[0] if codes[0] else printed[1]
    if "Another build" not in said or "Traceback" in said:
        raise BrokenError(f"the second build did not say why it stopped: {said}")
    return next(line for line in said.splitlines() if "Another build" in line).strip()


def same_inputs_same_tables(project: Path) -> int:
    """Build twice from nothing; return the number of tables, all of them equal."""
    folder = project / "warehouse"
    paths = []
    for _ in range(2):
        for file in (project / "build").glob("*.duckdb*"):
            file.unlink()
        start_build(project).finish()
        is_whole(folder)
        paths.append(current(folder).path)
    if paths[0] == paths[1]:
        raise BrokenError("the second build was not published")
    connection = duckdb.connect()
    for alias, path in zip(("a", "b"), paths, strict=True):
        connection.execute(f"attach '{path}' as {alias} (read_only)")
    rows = connection.execute(
        """
        select a.info_name, a.info_value, b.info_value
        from a.main.build_info as a
        full join b.main.build_info as b using (info_kind, info_name)
        where info_kind = 'table'
        """
    ).fetchall()
    different = [name for name, first, second in rows if first != second]
    if different:
        raise BrokenError(f"tables differ between equal builds: {different}")
    return len(rows)


@dataclass
class Rate:
    """How often a kind of fault was caught, by size of the figure."""

    kind: str
    is_structural: bool
    tried: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    caught: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def inject_faults(
    seeds: Path, per_kind: int, seed: int, kinds: Sequence[Kind] = KINDS
) -> list[Rate]:
    """Put faults into copies of the seeds and count which the check catches.

    The size of a figure is 'large' or 'small': above or below the median of its
    file. A crash of the check is not caught here: it fails the run.
    """
    dice = random.Random(seed)
    targets = [r for r in read_packages(seeds).values() if _holds_figures(r)]
    rates = []
    with tempfile.TemporaryDirectory(prefix="vanadis-soak-") as folder:
        copy = Path(shutil.copytree(seeds, Path(folder) / "seeds"))
        for kind in kinds:
            rate = Rate(kind.name, kind.is_structural)
            tries = 1 if kind.name.startswith("a million") else per_kind
            for _ in range(100 * tries):
                if sum(rate.tried.values()) < tries:
                    _inject(seeds, copy, dice.choice(targets), kind, dice, rate)
            rates.append(rate)
    return rates


def _inject(
    seeds: Path,
    copy: Path,
    resource: Resource,
    kind: Kind,
    dice: random.Random,
    rate: Rate,
) -> None:
    """Break one file of the copy, check all, and mend it again."""
    content = resource.path.read_bytes()
    fault = broken(content, resource, kind, dice)
    if fault is None or fault[0] == content:
        return
    path = copy / resource.path.relative_to(seeds)
    path.write_bytes(fault[0])
    breaches = check_seeds(copy)
    path.write_bytes(content)
    size = "any"
    sizes = _sizes(resource)
    if not kind.is_structural and fault[1] and sizes:
        size = "large" if fault[1] >= median(sizes) else "small"
    rate.tried[size] += 1
    rate.caught[size] += bool(breaches)


def _holds_figures(resource: Resource) -> bool:
    if "receptor_id" in resource.names:
        return True
    try:
        measure_of(resource)
    except LayoutError:
        return False
    return "source_key" in resource.names


def _sizes(resource: Resource) -> list[float]:
    try:
        name = measure_of(resource).name
    except LayoutError:
        return []
    with resource.path.open(encoding="utf-8", newline="") as handle:
        texts = [row[name] for row in csv.DictReader(handle)]
    numbers = []
    for text in texts:
        try:
            numbers.append(float(text))
        except ValueError:
            continue
    return [number for number in numbers if number]
