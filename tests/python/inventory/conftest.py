"""Two builds of a copy of the project: as shipped, and with a third method."""

import csv
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

REPOSITORY = Path(__file__).resolve().parents[3]
COPIED = ("models", "macros", "python_models", "seeds", "tests/generic")
# The inventory without uncertainty, and what explains it.
WANTED = [
    "fct_emissions",
    "fct_emission_drivers",
    "fct_physical_bounds",
    "fct_oil_double_counts",
    "fct_factor_terms",
    "fct_factor_nodes",
    "fct_closure_intervals",
    "fct_context_indicators",
    "dim_parameter",
    "dim_reference",
    "dim_basis",
    "dim_use",
    "dim_region_group",
]
SHIPPED, WITH_COMPILER = "shipped", "with_compiler"

# A compiler's own method: the headline, but steel at 2 g/t instead of 1 g/t.
COMPILER_ROWS = {
    "reference/user_reference__references.csv": {
        "source_key": "own_works",
        "citation": "Own measurements at steelworks",
        "publisher": "compiler",
        "publication_year": "2024",
        "licence": "own data",
        "redistribution": "yes",
    },
    "literature/user_literature__parameters.csv": {
        "parameter_id": "emission_factor.own_steel",
        "quantity": "emission_factor",
        "subject": "industry_sm",
        "technology": "works measured",
        "region": "China",
        "value": "2",
        "unit": "g/t",
        "source_key": "own_works",
        "source_locator": "sheet 1",
        "basis": "published",
    },
    "method/user_method__methods.csv": {
        "method_id": "compiler",
        "method_name": "Headline with own steel factor",
        "method_name_zh": "自有炼钢因子",
        "base_method_id": "literature",
        "is_headline": "False",
        "is_bound_enforced": "True",
        "description": "Inherits all but steelmaking.",
    },
    "method/user_method__factor_nodes.csv": {
        "method_id": "compiler",
        "sub_source_id": "industry_sm",
        "node_id": "compiler.industry_sm",
        "resolution_tier": "national",
        "is_independent": "True",
    },
    "method/user_method__factor_terms.csv": {
        "method_id": "compiler",
        "node_id": "compiler.industry_sm",
        "level": "3",
        "term_no": "1",
        "coefficient": "1",
        "operand_ids": "emission_factor.own_steel",
    },
}


@dataclass(frozen=True)
class Builds:
    """The copied project and the database of each build."""

    project: Path
    shipped: Path
    with_compiler: Path


def copy_project(folder: Path) -> None:
    """Copy what dbt needs, with every user_ seed emptied to its header."""
    for name in COPIED:
        shutil.copytree(REPOSITORY / name, folder / name)
    for name in ("dbt_project.yml", "profiles.yml", ".dbtignore"):
        shutil.copy(REPOSITORY / name, folder / name)
    for twin in (folder / "seeds").rglob("user_*.csv"):
        header = twin.read_text(encoding="utf-8").splitlines()[0]
        twin.write_text(header + "\n", encoding="utf-8")


def add_row(path: Path, row: dict[str, str]) -> None:
    """Append a row to a seed file; columns not named stay empty."""
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, lineterminator="\n").writerow(row)


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builds]:
    """Build the inventory as shipped on two threads, then with a method on one."""
    project = tmp_path_factory.mktemp("project")
    copy_project(project)
    databases = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        patch.delenv("VANADIS_WAREHOUSE", raising=False)
        manifest = None
        for name, threads in ((SHIPPED, 2), (WITH_COMPILER, 1)):
            if name == WITH_COMPILER:
                for file, row in COMPILER_ROWS.items():
                    add_row(project / "seeds" / file, row)
            # The catalogue is named after the file, so both have the same name.
            database = project / name / "vanadis.duckdb"
            database.parent.mkdir()
            patch.setenv("VANADIS_DB", str(database))
            runner = dbtRunner(manifest=manifest)
            if manifest is None:
                parsed = runner.invoke(["parse", "--quiet", "--no-write-json"])
                assert parsed.success, parsed.exception
                manifest = parsed.result
                runner = dbtRunner(manifest=manifest)
            done = runner.invoke(
                [
                    *("build", "--quiet", "--threads", str(threads)),
                    *("--no-write-json", "--log-level-file", "none"),
                    *("--exclude-resource-type", "test"),
                    *("--exclude-resource-type", "unit_test"),
                    *("--select", *(f"+{model}" for model in WANTED)),
                ]
            )
            failed = [
                f"{result.node.name}: {result.message}"
                for result in getattr(done.result, "results", [])
                if str(result.status) not in {"success", "pass"}
            ]
            assert done.success, (done.exception, failed)
            # dbt keeps the file open for its next invocation in this process.
            DuckDBConnectionManager.close_all_connections()
            databases[name] = database
    yield Builds(project, databases[SHIPPED], databases[WITH_COMPILER])


@pytest.fixture
def shipped(builds: Builds) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a connection to the build of the shipped figures."""
    with duckdb.connect(str(builds.shipped), read_only=True) as connection:
        yield connection


@pytest.fixture
def with_compiler(builds: Builds) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a connection to the build with the compiler's method."""
    with duckdb.connect(str(builds.with_compiler), read_only=True) as connection:
        yield connection
