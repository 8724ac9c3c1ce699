"""The shipped seeds pass, and a unit error in them would not."""

import csv
import random
import re
import shutil
from pathlib import Path

import pytest
from small_project import REPOSITORY

from vanadis.check import Resource, check_seeds, read_packages, report

SEEDS = REPOSITORY / "seeds"
BASES = ("published", "digitised", "derived", "estimated", "assumed", "unverified")
# Population and GDP bound the others, so they are broken one at a time.
YARDSTICKS = ("raw_yearbook__population", "raw_yearbook__gdp")


def test_the_shipped_seeds_pass() -> None:
    assert report(check_seeds(SEEDS)) == []


def test_every_provenance_column_is_held_to_its_list() -> None:
    for resource in read_packages(SEEDS).values():
        fields = {field.name: field for field in resource.fields}
        if "basis" in fields and resource.name != "raw_reference__bases":
            assert fields["basis"].enum == BASES, resource.name
        if "source_key" in fields and not resource.name.endswith("__references"):
            targets = {key.fields: key.resource for key in resource.foreign_keys}
            assert targets[("source_key",)].endswith("__references"), resource.name
        for rule in resource.magnitude:
            reasons = [per.reason for per in rule.per]
            if rule.year_before:
                reasons.append(rule.year_before.reason)
            assert all(len(reason) > 10 for reason in reasons), resource.name


@pytest.mark.parametrize(
    ("twin", "row", "is_read"),
    [
        # A series is extended from its last printed year: this one would end in 2017.
        ("user_yearbook__wastewater", "110000,2020,200000,x,y,published,", False),
        ("user_yearbook__sludge", "2014,disposed,4000,x,y,published,", False),
        # Shown as it is, in whatever year.
        ("user_yearbook__gdp", "110000,2020,36103,x,y,published,", True),
    ],
)
def test_an_own_row_of_another_year_passes_only_where_it_is_read(
    tmp_path: Path, twin: str, row: str, is_read: bool
) -> None:
    seeds = Path(shutil.copytree(SEEDS, tmp_path / "seeds"))
    shutil.copy(REPOSITORY / "dbt_project.yml", tmp_path)
    with (seeds / f"yearbook/{twin}.csv").open("a", encoding="utf-8") as handle:
        handle.write(row + "\n")
    found = [line for line in report(check_seeds(seeds)) if "a result reads" in line]
    assert (
        found == [] if is_read else f"{twin}.csv:2: column 'reference_year'" in found[0]
    )


def break_one_cell_per_series(
    resource: Resource, seeds: Path, dice: random.Random, factor: float
) -> set[tuple[str, int]]:
    """Multiply one material figure of each series; return (file, line) of each."""
    path = seeds / resource.path.relative_to(SEEDS)
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    broken = set()
    for rule in resource.magnitude:
        series: dict[tuple[str, ...], list[int]] = {}
        keys = [name for name in resource.primary_key if name != rule.year]
        floor = rule.year_before.floor if rule.year_before else 0
        within = rule.year_before.within if rule.year_before else 1
        for number, row in enumerate(rows):
            if any(row[name] not in kept for name, kept in rule.where.items()):
                continue
            value = row[rule.column]
            if value in resource.missing_values or float(value) == 0:
                continue
            series.setdefault(tuple(row[k] for k in keys), []).append(number)
        for numbers in series.values():
            # Below this a figure is immaterial: the floor hides the error.
            figures = [float(rows[n][rule.column]) for n in numbers]
            if len(numbers) < 2 or min(figures) * max(factor, 1) < floor * within:
                continue
            number = dice.choice(numbers)
            row = rows[number]
            row[rule.column] = f"{float(row[rule.column]) * factor:.10g}"
            broken.add((f"seeds/{path.relative_to(seeds).as_posix()}", number + 2))
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(resource.names), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return broken


@pytest.mark.parametrize(
    ("factor", "yardstick"),
    [(1000, None), (0.001, None), *((1000, name) for name in YARDSTICKS)],
)
def test_a_unit_error_in_any_series_is_caught(
    tmp_path: Path, factor: float, yardstick: str | None
) -> None:
    seeds = Path(shutil.copytree(SEEDS, tmp_path / "seeds"))
    dice = random.Random(f"{factor} {yardstick}")
    broken = set()
    for resource in read_packages(SEEDS).values():
        chosen = resource.name == yardstick or (
            yardstick is None and resource.name not in YARDSTICKS
        )
        if chosen and resource.magnitude:
            broken |= break_one_cell_per_series(resource, seeds, dice, factor)
    assert len(broken) > 20
    found = set()
    for breach in check_seeds(seeds):
        for finding in breach.findings():
            # Of two years nobody can say which is wrong; both lines are named.
            lines = [finding.line, *map(int, re.findall(r"line (\d+)", str(finding)))]
            found |= {(finding.file.as_posix(), line) for line in lines}
    assert broken <= found


def test_a_recovered_tonnage_is_held_to_its_printed_emission(tmp_path: Path) -> None:
    seeds = Path(shutil.copytree(SEEDS, tmp_path / "seeds"))
    dice = random.Random(20150101)
    path = seeds / "ceads/raw_ceads__oil_combustion.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    header = lines[0].split(",")
    at, emission = header.index("combusted_kt"), header.index("co2_kt")
    broken = set()
    for number in dice.sample(range(1, len(lines)), 40):
        cells = lines[number].split(",")
        if not cells[emission]:
            continue
        # A thousandth more, and at least one step of print beyond the rounding.
        cells[at] = f"{float(cells[at]) * 1.001 + 0.0002:.4f}"
        lines[number] = ",".join(cells)
        broken.add(number + 1)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = {f.line for b in check_seeds(seeds) for f in b.findings()}
    assert len(broken) > 30
    assert found == broken
