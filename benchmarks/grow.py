"""Copy the project with every province split into N equal parts.

This is how a user would go from provinces to counties: by seed rows alone. The parts
carry the figures of their province in equal shares, so every national total must come
out as it was.
"""

import csv
import re
import shutil
from pathlib import Path

PARTS = ("macros", "models", "python_models", "seeds", "src", "tests")
FILES = ("dbt_project.yml", "profiles.yml", ".dbtignore")
CHINA = "000000"
# Folders of figures; claims and what the methods define speak of provinces by name.
FIGURES = ("ceads", "literature", "yearbook")
QUANTITY = re.compile(
    r".*_(10kt|kt|10k|10k_weight_cases|1e8_kwh|1e8_m3|1e8_cny|v2o5_t)"
)
Row = dict[str, str]


def grow_project(project: Path, folder: Path, *, times: int) -> None:
    """Write a copy of ``project`` with ``times`` as many provinces to ``folder``."""
    for name in PARTS:
        shutil.copytree(project / name, folder / name)
    for name in FILES:
        shutil.copy2(project / name, folder / name)
    for name in ("build", "warehouse"):
        (folder / name).mkdir()
    if times == 1:
        return
    seeds = folder / "seeds"
    split_provinces(seeds / "reference" / "raw_reference__provinces.csv", times)
    for name in FIGURES:
        for path in sorted((seeds / name).glob("raw_*.csv")):
            split_provinces(path, times)
    _share_thresholds(seeds / "papers" / "raw_papers__claims.csv", times)
    _add_national_factors(seeds / "method")
    _allow_small_populations(seeds / "yearbook" / "datapackage.yaml")


def split_provinces(path: Path, times: int) -> None:
    """Replace each provincial row by ``times`` rows with an equal share each."""
    names, rows = _read(path)
    if "province_code" not in names:
        return
    quantities = [name for name in names if QUANTITY.fullmatch(name)]
    parts: list[Row] = []
    for row in rows:
        if row["province_code"] in ("", CHINA):
            parts.append(row)
            continue
        shares = {name: _share(row[name], times) for name in quantities}
        first = int(row["province_code"])
        parts += [
            {**row, **shares, "province_code": f"{first + part:06d}"}
            for part in range(times)
        ]
    _write(path, names, parts)


def _share_thresholds(path: Path, times: int) -> None:
    """Bind the first part of a province by its share of a printed lower bound."""
    names, rows = _read(path)
    for row in rows:
        if row["role"] == "anchor" and row["operator"] == ">":
            row["printed_value"] = _share(row["printed_value"], times)
    _write(path, names, rows)


def _share(printed: str, times: int) -> str:
    """Return an equal share of a printed figure; a gap mark stays as it is."""
    try:
        return repr(float(printed) / times)
    except ValueError:
        return printed


def _add_national_factors(folder: Path) -> None:
    """Give the parts without a province multiplier of their own the national factor."""
    for sub_source, operands in {
        "coal_rc": "content.raw_coal.paper;paper_replica.net_release.fleet",
        "coal_ck": "paper_factor.coal_ck",
    }.items():
        node = f"paper_replica.{sub_source}.china"
        _append(
            folder / "raw_method__factor_nodes.csv",
            method_id="paper_replica",
            sub_source_id=sub_source,
            node_id=node,
            resolution_tier="national",
            is_independent="false",
        )
        _append(
            folder / "raw_method__factor_terms.csv",
            method_id="paper_replica",
            node_id=node,
            level="3",
            term_no="1",
            coefficient="1",
            operand_ids=operands,
        )


def _allow_small_populations(path: Path) -> None:
    """Lower the bound that a county cannot keep: 100 x 10^4 persons."""
    text = path.read_text(encoding="utf-8")
    bound = "minimum: 100, maximum: 200000"
    assert text.count(bound) == 1, "the bound of population_10k moved"
    path.write_text(text.replace(bound, "minimum: 0, maximum: 200000"), "utf-8")


def _append(path: Path, **values: str) -> None:
    names, rows = _read(path)
    _write(path, names, [*rows, {**dict.fromkeys(names, ""), **values}])


def _read(path: Path) -> tuple[list[str], list[Row]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader.fieldnames or []), list(reader)


def _write(path: Path, names: list[str], rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
