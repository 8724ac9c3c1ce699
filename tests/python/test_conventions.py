"""The rules of the house, read off dbt's manifest and the seed files."""

import ast
import csv
import json
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pytest
from dbt.cli.main import dbtRunner

REPOSITORY = Path(__file__).resolve().parents[2]

Node = dict[str, Any]

# Units a measure may end in (STYLE section 2) ...
STYLE_UNITS = [
    *("t", "kt", "kg_per_t", "mg_per_kg", "mg_per_l", "m3", "tce", "cny", "usd"),
    *("cny_per_t", "usd_per_t", "tco2e_per_t", "count"),
    *("frac", "pct", "coef", "ratio", "value"),
]
# ... and those in use beside them, each with its reason.
FURTHER_UNITS = {
    "kg_per_m3": "factor of wastewater, which is counted in cubic metres",
    "t_per_t": "CO2 per tonne of fuel, as the combustion inventories print it",
    "t_per_d": "output per day, the chain's unit of time",
    "kwh": "electricity generated (SS-H)",
    "tco2_per_mwh": "carbon of the grid, as its operator prints it",
    "number": "a printed figure read as a number, beside its text in _value",
    "as_printed": "a number in the unit the page shows, which stands beside it",
    "10kt": "printed unit of the yearbooks, in seeds",
    "10k": "printed unit of populations, in seeds",
    "10k_weight_cases": "printed unit of flat glass, in seeds",
    "1e8_cny": "printed unit of gross domestic product, in seeds",
    "1e8_m3": "printed unit of volumes, in seeds",
    "1e8_kwh": "printed unit of electricity, in seeds",
}
UNITS = sorted({*STYLE_UNITS, *FURTHER_UNITS}, key=len, reverse=True)
UNIT = re.compile(rf"_({'|'.join(UNITS)})$")
# Endings that leave the unit to a column of its own.
BESIDE_UNIT = {"value", "number", "as_printed"}
# Measures without a unit, named as the public tables name them.
PURE_NUMBERS = {
    "coefficient": "signed coefficient of a factor term",
    "aic": "information criterion of a fit",
    "ks_statistic": "distance of Kolmogorov and Smirnov",
    "ad_statistic": "distance of Anderson and Darling",
    "ks_p": "p-value",
    "ad_p": "p-value",
    "pearson_p": "p-value",
    "spearman_p": "p-value",
    "pearson_adjusted_p": "p-value",
    "spearman_adjusted_p": "p-value",
    "p_value": "p-value",
    "z_value": "standard score",
    "chi2_value": "test statistic",
    "factor_to_standard": "how many standard units one unit is",
    "factor_to_interpreted": "how many of the units meant one printed unit is",
}
# Whole numbers that name, order or count.
ORDINAL = re.compile(
    r"(^|_)(year|no|rank|order|level|id|depth|horizon|count|seed|draws|samples|line)$"
    r"|^n_"
)
# Folders of a domain that many publishers feed, a table or two each.
SHARED_FOLDERS = {"chain"}
# Exceptions to single rules, each with its reason. An entry goes when it is repaired.
PYTHON_READS_STAGING = {
    "py_chain__adjustments": "own balances and bases need no joining before the kernel",
    "py_chain__measures": "criterion weights need no joining before the kernel",
}
KEY_UNTESTED = {
    "fct_emission_draws": "millions of rows, one per cell and draw by construction",
    "int_quality__chain_quantities": "its key is tested in computed_quantities",
    "int_quality__inventory_quantities": "its key is tested in computed_quantities",
    "int_quality__structure_quantities": "its key is tested in computed_quantities",
    "int_quality__uncertainty_quantities": "its key is tested in computed_quantities",
}
PUBLIC_UNIT_ELSEWHERE = {
    "fct_parameter_fit_quantiles": "in the unit of the parameter, see dim_parameter",
    "fct_chain_linkage_checks": "Mt forward, a ratio backward: the two are compared",
}
INNER_UNIT_ELSEWHERE = {
    "int_uncertainty__simulation_activities": "columns the kernel names: t or m3",
    "int_uncertainty__simulation_parameters": "columns the kernel names: any unit",
    "int_chain__linkage_cells": "Mt forward, a ratio backward: the two are compared",
    "int_quality__claims_judged": "implied_error is in the unit of its number",
    "int_quality__paper_arithmetic": "an identity is in the unit of its claim",
    "stg_chain_paper__backward_linkages": "printed without a unit",
    "stg_chain_paper__forward_linkages": "printed without a unit",
}
CONVERSION_UNTESTED = {
    "stg_baci__trade": "tested in the models that sum it",
    "stg_chain__rebar_output": "tested in the models that read it",
}
# Their rows must speak for themselves.
UNEXPLAINED_UNIT_TESTS = {
    "test_int_quality__paper_arithmetic__carries_the_rounding": "rows",
    "test_int_quality__claims_judged__verdicts": "rows",
    "test_stg_papers__claims__reads_rounding_from_the_print": "rows",
}
TWIN_WITHOUT_SEED = {
    "user_chain__stage_balances": "no balance is printed: own rows only",
}
WITHOUT_FIGURES = {
    "raw_ingest__rejects": "the text of refused cells, not figures",
}
BASES = ["published", "digitised", "derived", "estimated", "assumed", "unverified"]
GRAIN = re.compile(r"Grain: one row per [^.]+\.$")


@pytest.fixture(scope="session")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Node:
    """Return dbt's manifest, unit tests included."""
    target = tmp_path_factory.mktemp("target")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(REPOSITORY)
        parse = ["parse", "--quiet", "--vars", "{run_unit_tests: true}"]
        folders = ["--target-path", str(target), "--log-path", str(target)]
        outcome = dbtRunner().invoke([*parse, *folders])
    assert outcome.success, outcome.exception
    read: Node = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    return read


@pytest.fixture(scope="session")
def models(manifest: Node) -> list[Node]:
    """Return all models."""
    return of_type(manifest, "model")


@pytest.fixture(scope="session")
def seeds(manifest: Node) -> list[Node]:
    """Return all seeds."""
    return of_type(manifest, "seed")


def of_type(manifest: Node, resource_type: str) -> list[Node]:
    """Return the nodes of a type, by name."""
    nodes = manifest["nodes"].values()
    found = [node for node in nodes if node["resource_type"] == resource_type]
    return sorted(found, key=lambda node: str(node["name"]))


def folders(node: Node) -> list[str]:
    """Return the folders of a node below the project, as names."""
    return list(Path(node["original_file_path"]).parent.parts)


def layer(node: Node) -> str:
    """Return the layer a model's folder stands for."""
    top, *rest = folders(node)
    return "python" if top == "python_models" else rest[0]


def inputs(node: Node) -> list[str]:
    """Return the names of what a model reads."""
    return [name.split(".")[2] for name in node["depends_on"]["nodes"]]


def prefix(name: str) -> str:
    """Return the layer prefix of a name."""
    return name.split("_", 1)[0]


def offenders(nodes: list[Node], breaks: Callable[[Node], object]) -> list[str]:
    """Return name and reason of each node that a rule gives a reason against."""
    return [f"{node['name']}: {why}" for node in nodes if (why := breaks(node))]


def none(found: list[str], known: Collection[str] = ()) -> None:
    """Fail with one line for each offence, and each exception that is none any more."""
    names = [line.split(":")[0] for line in found]
    wrong = [line for line, name in zip(found, names, strict=True) if name not in known]
    wrong += [f"{name}: exception without an offence" for name in {*known} - {*names}]
    assert not wrong, "\n" + "\n".join(wrong)


def test_there_is_something_to_check(models: list[Node], seeds: list[Node]) -> None:
    assert {layer(node) for node in models} == {
        "staging",
        "intermediate",
        "python",
        "marts",
    }
    assert seeds


def test_names_carry_layer_and_origin(models: list[Node], seeds: list[Node]) -> None:
    prefixes = {"staging": "stg", "intermediate": "int", "python": "py"}

    def misnamed(node: Node) -> object:
        name = str(node["name"])
        if not re.fullmatch(r"[a-z][a-z0-9]*(_{1,2}[a-z0-9]+)*", name):
            return "not snake_case"
        if layer(node) == "marts":
            return not re.match(r"(dim|fct)_", name) and "neither dim_ nor fct_"
        folder = folders(node)[-1]
        if folder in SHARED_FOLDERS and layer(node) == "staging":
            return not re.match(r"stg_[a-z0-9_]+?__", name) and "names no publisher"
        wanted = f"{prefixes[layer(node)]}_{folder}__"
        return not name.startswith(wanted) and f"does not start with {wanted}"

    def misnamed_seed(node: Node) -> object:
        folder = folders(node)[-1]
        publisher = "[a-z0-9_]+?" if folder in SHARED_FOLDERS else folder
        wanted = rf"(raw|user)_{publisher}__[a-z0-9_]+"
        return not re.fullmatch(wanted, node["name"]) and f"is not {wanted}"

    none(offenders(models, misnamed))
    none(offenders(seeds, misnamed_seed))


def test_layers_are_built_as_said(models: list[Node]) -> None:
    built = {
        "staging": ("view", "staging", "protected"),
        "intermediate": ("view", "intermediate", "protected"),
        "python": ("table", "python", "protected"),
        "marts": ("table", "main", "public"),
    }

    def misbuilt(node: Node) -> object:
        config = node["config"]
        kind, schema, access = built[layer(node)]
        # An intermediate model may be a table, a mart a view: its first line says why.
        other = {"intermediate": "table", "marts": "view"}.get(layer(node))
        if config["materialized"] == other:
            if not node["raw_code"].startswith(f"-- A {other}: "):
                return f"a {other}, and its first line does not say why"
            kind = other
        found = (config["materialized"], node["schema"], node["access"])
        return found != (kind, schema, access) and f"is {found}"

    none(offenders(models, misbuilt))


def test_layers_read_only_what_they_may(models: list[Node]) -> None:
    may_read = {
        "staging": {"raw", "user"},
        "intermediate": {"stg", "dim", "int", "py"},
        "python": {"int"},
        "marts": {"stg", "int", "py", "dim", "fct"},
    }

    def reads_too_much(node: Node) -> object:
        allowed = set(may_read[layer(node)])
        if folders(node)[-1] == "quality":
            allowed |= {"dim", "fct"}
        wrong = [name for name in inputs(node) if prefix(name) not in allowed]
        return wrong and f"reads {', '.join(sorted(wrong))}"

    none(offenders(models, reads_too_much), PYTHON_READS_STAGING)


def test_a_staging_model_reads_one_seed_and_its_twin(
    models: list[Node], seeds: list[Node]
) -> None:
    names = {node["name"] for node in seeds}

    def reads_others(node: Node) -> object:
        if layer(node) != "staging":
            return False
        origin = node["name"].removeprefix("stg_")
        wanted = {f"raw_{origin}", f"user_{origin}"} & names
        return set(inputs(node)) != wanted and f"reads {inputs(node)}, not {wanted}"

    none(offenders(models, reads_others))


def test_every_seed_is_staged_once(models: list[Node], seeds: list[Node]) -> None:
    readers = [name for node in models for name in inputs(node)]

    def not_once(node: Node) -> object:
        return readers.count(node["name"]) != 1 and (
            f"read by {readers.count(node['name'])} models"
        )

    none(offenders(seeds, not_once))


def test_descriptions_end_with_the_grain(models: list[Node], seeds: list[Node]) -> None:
    def no_grain(node: Node) -> object:
        text = " ".join(node["description"].split())
        return not GRAIN.search(text) and f"description ends ...{text[-40:]!r}"

    none(offenders(models + seeds, no_grain))


def test_listed_columns_and_macros_are_described(
    manifest: Node, models: list[Node]
) -> None:
    def bare(node: Node) -> object:
        return [
            name
            for name, column in node["columns"].items()
            if not column["description"].strip()
        ]

    none(offenders(models, bare))
    own = [
        macro
        for macro in manifest["macros"].values()
        if macro["package_name"] == "vanadis" and not macro["name"].startswith("test_")
    ]
    assert own
    none(offenders(own, lambda macro: not macro["description"].strip()))


def test_each_folder_describes_its_own_models(models: list[Node]) -> None:
    def elsewhere(node: Node) -> object:
        patch = (node["patch_path"] or "nowhere").split("://")[-1]
        return Path(patch).parent != Path(*folders(node)) and f"described in {patch}"

    none(offenders(models, elsewhere))


def key_columns(manifest: Node, unique_id: str) -> list[list[str]]:
    """Return the columns of every key test of a model."""
    keys = []
    for test in of_type(manifest, "test"):
        metadata = test.get("test_metadata") or {}
        if test.get("attached_node") != unique_id:
            continue
        if metadata.get("name") == "unique_combination":
            keys.append(metadata["kwargs"]["columns"])
        elif metadata.get("name") == "unique":
            keys.append([metadata["kwargs"]["column_name"]])
    return keys


def test_every_model_tests_its_key(manifest: Node, models: list[Node]) -> None:
    def keyless(node: Node) -> object:
        return not key_columns(manifest, node["unique_id"]) and "no key test"

    none(offenders(models, keyless), KEY_UNTESTED)


def test_public_means_contracted_and_described(
    manifest: Node, models: list[Node]
) -> None:
    def loose(node: Node) -> object:
        if node["access"] != "public":
            return False
        columns = node["columns"]
        bare = [
            name
            for name, column in columns.items()
            if not column["description"].strip() or not column["data_type"]
        ]
        known = {
            name for key in key_columns(manifest, node["unique_id"]) for name in key
        }
        return [
            why
            for why, wrong in {
                "no enforced contract": not node["config"]["contract"]["enforced"],
                "no group": not node["group"],
                "no columns": not columns,
                f"columns {bare} lack description or type": bare,
                f"key names unknown columns {known - set(columns)}": known
                - set(columns),
            }.items()
            if wrong
        ]

    none(offenders(models, loose))


def without_unit(columns: dict[str, str], measures: list[str]) -> list[str]:
    """Return the measures that say no unit, given all columns of the table."""
    has_unit = any(name == "unit" or name.endswith("_unit") for name in columns)
    wrong = []
    for name in measures:
        found = UNIT.search(name)
        if name in PURE_NUMBERS:
            continue
        if found is None:
            wrong.append(name)
        elif found[1] in BESIDE_UNIT and not has_unit:
            wrong.append(f"{name} (without a unit column)")
    return wrong


def test_measures_of_public_tables_end_in_a_unit(models: list[Node]) -> None:
    def unitless(node: Node) -> object:
        if node["access"] != "public":
            return False
        types = {name: column["data_type"] for name, column in node["columns"].items()}
        measures = [
            name
            for name, data_type in types.items()
            if re.match(r"(double|float|real|decimal)", data_type)
            or (re.match(r"\w*int", data_type) and not ORDINAL.search(name))
        ]
        return without_unit(types, measures)

    none(offenders(models, unitless), PUBLIC_UNIT_ELSEWHERE)


def measures_in_sql(code: str) -> list[str]:
    """Return the columns under the headings 'measures' of a model's SQL."""
    found = []
    for block in re.findall(r"-{10} measures\n(.*?)(?=-{10} |\n\s*from )", code, re.S):
        # Columns end at a comma outside brackets.
        depth = 0
        column = ""
        for character in re.sub(r"--[^\n]*", "", block) + ",":
            depth += (character in "({[") - (character in ")}]")
            if character == "," and depth == 0:
                if name := re.search(r"(\w+)\s*$", column):
                    found.append(name[1])
                column = ""
            else:
                column += character
    return found


def test_measures_in_sql_are_found() -> None:
    code = """
        ---------- measures
        {{ kt_to_t(parse_number('combusted_kt')) }} as combusted_t,
        -- Not zero, but unknown.
        coalesce(burnt.rate, 0) as rate_frac,
        burnt.total_m3

        ---------- flags
        true as is_imputed
    """
    assert measures_in_sql(code) == ["combusted_t", "rate_frac", "total_m3"]


def test_measures_of_inner_models_end_in_a_unit(models: list[Node]) -> None:
    def unitless(node: Node) -> object:
        if layer(node) not in {"staging", "intermediate"}:
            return False
        code = node["raw_code"]
        names = set(re.findall(r"\b(\w*unit)\b", code))
        measures = [name for name in measures_in_sql(code) if not ORDINAL.search(name)]
        return without_unit(dict.fromkeys(names, ""), measures)

    none(offenders(models, unitless), INNER_UNIT_ELSEWHERE)


def test_staging_models_that_compute_have_a_unit_test(
    manifest: Node, models: list[Node]
) -> None:
    tested = {test["model"] for test in manifest["unit_tests"].values()}

    def untested(node: Node) -> object:
        computes = re.search(r"\{\{\s*\w+_to_\w+\(", node["raw_code"])
        return layer(node) == "staging" and computes and node["name"] not in tested

    none(offenders(models, untested), CONVERSION_UNTESTED)


def test_unit_tests_read_as_claims_and_are_explained(manifest: Node) -> None:
    def unclear(test: Node) -> object:
        named = str(test["name"]).startswith(f"test_{test['model']}__")
        return (not named and "name does not start with test_<model>__") or (
            len(test["description"]) < 30 and "no arithmetic in its description"
        )

    tests = list(manifest["unit_tests"].values())
    assert tests
    none(offenders(tests, unclear), UNEXPLAINED_UNIT_TESTS)


def test_singular_tests_read_as_claims(manifest: Node) -> None:
    singular = [t for t in of_type(manifest, "test") if not t.get("test_metadata")]
    assert singular
    none(offenders(singular, lambda t: not t["name"].startswith("assert_")))


def test_every_generic_test_is_tested_itself() -> None:
    own = [file.stem for file in (REPOSITORY / "tests" / "generic").glob("*.sql")]
    self_tests = [
        file.read_text(encoding="utf-8")
        for file in (REPOSITORY / "tests" / "self").glob("*.sql")
    ]
    assert own
    untested = [
        name for name in own if not any(f"test_{name}(" in text for text in self_tests)
    ]
    none(untested)


def test_sql_hides_nothing(models: list[Node]) -> None:
    forbidden = {
        r"\btry_cast\s*\(": "try_cast hides typing errors",
        r"\brandom\s*\(": "random() has no seed",
        r"\busing\s*\(": "join with on",
        r"\w::\w": "cast(), not ::",
    }

    def hides(node: Node) -> object:
        if node["language"] != "sql":
            return False
        code = re.sub(r"--[^\n]*|'[^']*'|\{#.*?#\}", "", node["raw_code"], flags=re.S)
        return [why for pattern, why in forbidden.items() if re.search(pattern, code)]

    none(offenders(models, hides))


def test_python_models_are_thin(models: list[Node]) -> None:
    def thick(node: Node) -> object:
        if layer(node) != "python":
            return False
        tree = ast.parse(node["raw_code"])
        kinds = [
            type(item).__name__
            for item in tree.body
            if not isinstance(item, ast.Import | ast.ImportFrom | ast.Expr)
        ]
        [function] = [i for i in tree.body if isinstance(i, ast.FunctionDef)] or [None]
        if kinds != ["FunctionDef"] or function is None:
            return f"holds {kinds}, not one function"
        length = (function.end_lineno or 0) - function.lineno + 1
        return length > 20 and f"model() has {length} lines; move them to src/vanadis"

    none(offenders(models, thick))


def test_exposures_read_public_models(manifest: Node, models: list[Node]) -> None:
    public = {node["unique_id"] for node in models if node["access"] == "public"}
    hidden = {
        exposure["name"]: sorted(set(exposure["depends_on"]["nodes"]) - public)
        for exposure in manifest["exposures"].values()
    }
    assert {name: nodes for name, nodes in hidden.items() if nodes} == {}


def test_every_page_of_the_app_is_an_exposure(manifest: Node) -> None:
    exposures = {exposure["name"] for exposure in manifest["exposures"].values()}
    pages = sorted((REPOSITORY / "app" / "app_pages").glob("*.py"))
    assert pages
    untold = [page.stem for page in pages if f"viewer_{page.stem}" not in exposures]
    none(untold)


# ---------- seeds


def seed_rows(node: Node) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and row of a seed file."""
    path = REPOSITORY / node["original_file_path"]
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            yield reader.line_num, row


def header(node: Node) -> list[str]:
    """Return the columns of a seed file."""
    path = REPOSITORY / node["original_file_path"]
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def carries_figures(node: Node) -> bool:
    """Return whether a seed has a column of figures, by its unit."""
    named = any(UNIT.search(f"_{name}") for name in header(node))
    return named and node["name"] not in WITHOUT_FIGURES


def test_seed_columns_are_typed(seeds: list[Node]) -> None:
    def untyped(node: Node) -> object:
        types = node["config"]["column_types"]
        return set(types) ^ set(header(node))

    none(offenders(seeds, untyped))


def test_a_user_twin_has_the_columns_of_its_seed(seeds: list[Node]) -> None:
    headers = {node["name"]: header(node) for node in seeds}

    def differs(node: Node) -> object:
        if prefix(node["name"]) != "user":
            return False
        shipped = headers.get(node["name"].replace("user_", "raw_", 1))
        return headers[node["name"]] != shipped and f"columns of raw_: {shipped}"

    none(offenders(seeds, differs), TWIN_WITHOUT_SEED)


def test_every_figure_names_its_source(seeds: list[Node]) -> None:
    references = {
        row["source_key"]
        for node in seeds
        if node["name"].endswith("__references")
        for _, row in seed_rows(node)
    }
    wrong = []
    for node in filter(carries_figures, seeds):
        if not {"source_key", "source_locator", "basis"} <= set(header(node)):
            wrong.append(f"{node['name']}: lacks a column of provenance")
            continue
        for line, row in seed_rows(node):
            if not row["source_locator"].strip():
                wrong.append(f"{node['name']} line {line}: no source_locator")
            if row["source_key"] not in references:
                wrong.append(f"{node['name']} line {line}: {row['source_key']}?")
            if row["basis"] not in BASES:
                wrong.append(f"{node['name']} line {line}: basis {row['basis']!r}")
    none(wrong)
    assert any(carries_figures(node) for node in seeds)


def test_activity_meets_factor_in_one_macro() -> None:
    # The tests alone may write the formula of the inventory a second time.
    formula = re.compile(r"activity_(t|m3|value)\s*\*\s*(\w+\.)?factor_")
    assert formula.search("a.activity_t * f.factor_kg_per_t / 1000")
    read = [
        path
        for folder in ("models", "macros", "analyses", "src", "app", "python_models")
        for path in sorted((REPOSITORY / folder).rglob("*"))
        if path.suffix in (".sql", ".py")
    ]
    assert len(read) > 100
    twice = [p.name for p in read if formula.search(p.read_text(encoding="utf-8"))]
    assert twice == []
