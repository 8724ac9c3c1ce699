"""The SQL page's worker against people who want something else than a SELECT."""

import os
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from vanadis.viewer.sandbox import guard
from vanadis.viewer.sandbox.runner import Limits, StatementError, run

SECRET = "canary-7f3a"
SHORT = Limits(seconds=1.5)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a small published file beside a secret that nobody may read."""
    folder = tmp_path_factory.mktemp("published")
    (folder / "secret.csv").write_text(f"word\n{SECRET}\n")
    (folder / "secret.json").write_text(f'{{"word": "{SECRET}"}}')
    path = folder / "vanadis-1.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "create table fct_emissions as"
            " select range as row_no, range * 0.5 as emission_t from range(100000)"
        )
        connection.execute("create macro halves(n) as table select n / 2.0 as half")
        connection.execute(
            f"copy (select '{SECRET}' as w) to '{folder}/secret.parquet'"
        )
    before = _snapshot(folder)
    yield path
    assert _snapshot(folder) == before, "a statement wrote to the folder"


def _snapshot(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


FILES = [
    "select * from read_csv('{folder}/secret.csv')",
    "select * from read_csv_auto('{folder}/secret.csv')",
    "select * from read_text('{folder}/secret.csv')",
    "select * from read_blob('{folder}/secret.csv')",
    "select * from read_json('{folder}/secret.json')",
    "select * from read_json_auto('{folder}/secret.json')",
    "select * from read_ndjson_objects('{folder}/secret.json')",
    "select * from read_parquet('{folder}/secret.parquet')",
    "select * from parquet_scan('{folder}/secret.parquet')",
    "select * from parquet_metadata('{folder}/secret.parquet')",
    "select * from parquet_kv_metadata('{folder}/secret.parquet')",
    "select * from read_duckdb('{path}')",
    "select * from sniff_csv('{folder}/secret.csv')",
    "select * from glob('{folder}/*')",
    "select * from glob('/etc/*')",
    "select * from '{folder}/secret.csv'",
    "from '{folder}/secret.parquet'",
    'select * from "{folder}/secret.csv"',
    "select * from '/etc/passwd'",
    "select * from read_text('/proc/self/environ')",
    "select * from read_text('/dev/stdout')",
    "select * from read_text('/dev/stdin')",
    "SeLeCt * FrOm ReAd_TeXt('{folder}/secret.csv')",
    "select * from \"read_text\"('{folder}/secret.csv')",
    "select * from main.read_text('{folder}/secret.csv')",
    "select * from system.main.read_text('{folder}/secret.csv')",
    "select/**/*/**/from/**/read_text/**/('{folder}/secret.csv')",
    "select * -- \n from --\n read_text --\n ('{folder}/secret.csv')",
    "select (select content from read_text('{folder}/secret.csv'))",
    "with s as (select * from read_text('{folder}/secret.csv')) select * from s",
    "select 1 where exists (from read_text('{folder}/secret.csv'))",
    "select * from fct_emissions, lateral (from read_text('{folder}/secret.csv'))",
    "select 1 union all select length(content) from read_text('{folder}/secret.csv')",
    "select * from (values (1)) v union select * from '{folder}/secret.csv'",
    "describe select * from read_csv('{folder}/secret.csv')",
    "summarize '{folder}/secret.csv'",
    "describe '{folder}/secret.csv'",
    "select * from query('select * from read_text(''{folder}/secret.csv'')')",
    "select * from query_table('{folder}/secret.csv')",
    "select * from json_execute_serialized_sql("
    "json_serialize_sql('from read_text(''{folder}/secret.csv'')'))",
    "select * from ｒｅａｄ_text('{folder}/secret.csv')",
    "select * from\u00a0read_text('{folder}/secret.csv')",
    "\ufeffselect * from read_text('{folder}/secret.csv')",
    "select * from read_text\u200b('{folder}/secret.csv')",
    "select * from seq_scan(1)",
    "select * from pandas_scan(1, 2, 3)",
    "select * from arrow_scan(1, 2, 3)",
    "select * from python_map_function(1)",
    "select * from read_ndjson('{folder}/secret.json')",
    "select * from parquet_schema('{folder}/secret.parquet')",
    "select * from parquet_file_metadata('{folder}/secret.parquet')",
    "select * from parquet_bloom_probe('{folder}/secret.parquet', 'w', 'x')",
    "explain select * from read_text('{folder}/secret.csv')",
    "explain analyze select * from read_csv('{folder}/secret.csv')",
    "select * from query_table(['{folder}/secret.csv'])",
    "select 1 from fct_emissions where row_no in (from '{folder}/secret.csv')",
    "from fct_emissions select (from read_text('{folder}/secret.csv'))",
    "select read_text('{folder}/secret.csv')",
    "pragma json_execute_serialized_sql("
    "(select json_serialize_sql('from read_text(''{folder}/secret.csv'')')))",
]
WRITES = [
    "copy fct_emissions to '{folder}/out.csv'",
    "copy (select 1) to '{folder}/out.parquet' (format parquet)",
    "copy (select 1) to '/dev/stdout'",
    "copy fct_emissions from '{folder}/secret.csv'",
    "export database '{folder}/out'",
    "import database '{folder}'",
    "create table t as select 1",
    "create table memory.main.t as select 1",
    "create temp table t as select 1",
    "create view v as select 1",
    "create or replace macro halves(n) as table select 1",
    "create type mood as enum ('a')",
    "create sequence s",
    "create secret s (type s3)",
    "insert into fct_emissions values (1, 2)",
    "update fct_emissions set emission_t = 0",
    "delete from fct_emissions",
    "truncate fct_emissions",
    "drop table fct_emissions",
    "alter table fct_emissions rename to f",
    "comment on table fct_emissions is 'x'",
    "with d as (delete from fct_emissions returning *) select * from d",
    "with d as (copy (select 1) to '{folder}/out.csv') select * from d",
    "explain copy (select 1) to '{folder}/out.csv'",
    "explain explain select 1",
    "pivot fct_emissions on row_no using sum(emission_t)",
    "select * from force_checkpoint()",
    "select * into t from fct_emissions",
    "explain analyze create table memory.main.t as select 1",
    "checkpoint",
    "vacuum",
    "begin transaction",
    "merge into fct_emissions using (select 1 a) s on true when matched then delete",
]
SETTINGS = [
    "set memory_limit = '100GB'",
    "set threads = 64",
    "set enable_external_access = true",
    "set lock_configuration = false",
    "reset memory_limit",
    "set variable x = 1",
    "set search_path = 'memory'",
    "use memory",
    "pragma memory_limit = '100GB'",
    "pragma database_list",
    "pragma enable_profiling",
    "call enable_logging()",
    "select * from enable_logging()",
    "select * from duckdb_settings()",
    "select * from pg_settings",
    "select * from pg_catalog.pg_settings",
    "select * from duckdb_databases()",
    "select * from duckdb_databases",
    "select * from pragma_database_list",
    "select * from duckdb_secrets()",
    "select * from duckdb_extensions()",
    "select * from duckdb_logs()",
    "select current_setting('temp_directory')",
    "select getenv('HOME')",
    "select write_log('x')",
    "select set_config('threads', '64', false)",
    "select * from duckdb_memory()",
    "select * from duckdb_temporary_files()",
    "select * from duckdb_variables()",
    "select * from duckdb_log_contexts()",
    "select * from pragma_database_size()",
    "select * from which_secret('s3://bucket', 's3')",
    "set variable x = (select 1)",
    "attach '{path}' as other",
    "attach ':memory:' as other",
    "detach vanadis",
    "load httpfs",
    "install httpfs",
    "force install spatial from 'http://127.0.0.1:9'",
    "prepare p as select 1",
    "execute p",
    "deallocate p",
]
NETWORK = [
    "select * from 'http://127.0.0.1:9/a.csv'",
    "select * from read_csv('https://example.org/a.csv')",
    "select * from read_parquet('s3://bucket/a.parquet')",
    "attach 'ducklake:postgres:host=127.0.0.1' as lake",
    "attach 'md:' as cloud",
]
SEVERAL = [
    "select 1; select 2",
    "select 1; drop table fct_emissions",
    "select 1; copy (select 1) to '{folder}/out.csv'",
    "select 1 ) to '{folder}/out.csv' (format csv); --",
    "select 1) limit 1) to '{folder}/out.csv' --",
    "/* */ ; -- nothing",
    "select 1 /* ; */ ; /* select */ drop table fct_emissions",
    "select 1 -- \n; drop table fct_emissions",
    "select 1\uff1b drop table fct_emissions",
    "select 1\u037e drop table fct_emissions",
    "select 1\u2028; drop table fct_emissions",
    "values (1); values (2)",
    "select " + " + ".join(["1"] * 30_000),
    "",
    "select '\0'",
    "select " + "[" * 5000 + "1" + "]" * 5000,
    "select 1 as " + "x" * guard.MAX_SQL_CHARACTERS,
]
HOGS = [
    "select repeat('x', 1000000000)",
    "select repeat('x', 2000000000) || repeat('y', 2000000000)",
    "select list_aggregate(range(200000000), 'sum')",
    "select count(*) from range(100000000) a, range(100000) b where a.range > b.range",
    "with recursive r as (select 1 x union all select x + 1 from r) from r order by x",
    "with recursive r as (select 'a' x union all select x || x from r) from r",
    "select pg_sleep(3600)",
    "select max(emission_t) over (order by random()) from fct_emissions, range(10000)",
    "select row_no, repeat('x', 100000) as blob_text from fct_emissions",
    "select list(a.row_no) from fct_emissions a, fct_emissions b",
    "select string_agg(repeat('a', 1000), '') from fct_emissions, range(100)",
    "select factorial(30) from range(1000000000) where random() < 0",
    "select regexp_replace(repeat('a', 30000000), 'a', 'bbbbbbbb', 'g')",
    "select json_extract(repeat('[', 500000000), '$')",
    "select count(*) from generate_series(1, 1000000) a,"
    " generate_series(1, 1000000) b where a.generate_series + b.generate_series < 0",
    "select printf('%1000000000d', 1)",
    "select lpad('x', 2000000000, 'y')",
    "explain analyze select count(*) from range(10000000) a, range(10000000) b"
    " where a.range * b.range < 0",
]


REFUSED = FILES + WRITES + SETTINGS + NETWORK + SEVERAL


@pytest.fixture(scope="module")
def outcomes(published: Path) -> dict[str, str]:
    """Run every statement that must be refused, two at a time."""

    def outcome(statement: str) -> str:
        text = statement.replace("{folder}", str(published.parent))
        text = text.replace("{path}", str(published))
        try:
            answer = run(published, text)
        except StatementError as error:
            return f"refused: {error}"
        return f"ran: {answer.table.to_pylist()[:3]}"

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(REFUSED, pool.map(outcome, REFUSED), strict=True))


@pytest.mark.parametrize("statement", REFUSED, ids=lambda text: repr(text)[:60])
def test_hostile_statement_is_refused(outcomes: dict[str, str], statement: str) -> None:
    assert outcomes[statement].startswith("refused: ")
    assert len(outcomes[statement]) > len("refused: ")
    assert SECRET not in outcomes[statement]


@pytest.fixture(scope="module")
def endings(published: Path) -> dict[str, tuple[str, float]]:
    """Run every hog, two at a time; return what it said and how long it took."""

    def ending(statement: str) -> tuple[str, float]:
        started = time.monotonic()
        try:
            run(published, statement, limits=SHORT)
            said = "ran to its end"
        except StatementError as error:
            said = str(error)
        return said, time.monotonic() - started

    with ThreadPoolExecutor(2) as pool:
        found = dict(zip(HOGS, pool.map(ending, HOGS), strict=True))
    assert not _workers(), "a worker outlived its statement"
    return found


@pytest.mark.parametrize("statement", HOGS)
def test_hog_ends_within_its_limits(
    endings: dict[str, tuple[str, float]], statement: str
) -> None:
    said, seconds = endings[statement]
    assert re.search(r"Stopped|Out of Memory|Error", said)
    assert seconds < SHORT.seconds + 1.5


def test_next_statement_is_answered_after_the_hogs(
    endings: dict[str, tuple[str, float]], published: Path
) -> None:
    assert len(endings) == len(HOGS)
    assert run(published, "select 42 as x").table.to_pylist() == [{"x": 42}]


def _workers() -> str:
    children = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    pids = " ".join(path.read_text() for path in children).split()
    lines = [Path(f"/proc/{pid}/cmdline").read_text() for pid in pids]
    return "\n".join(line for line in lines if "sandbox.worker" in line)


def test_there_are_enough_hostile_statements() -> None:
    everything = REFUSED + HOGS
    assert len(set(everything)) == len(everything) >= 80


@pytest.mark.parametrize(
    ("statement", "rows"),
    [
        ("select 1 as a; -- and a note; with more", [{"a": 1}]),
        ("-- a note\nselect ';' as a ;;", [{"a": ";"}]),
        ("from halves(3)", [{"half": 1.5}]),
        ("values (1), (2)", [{"col0": 1}, {"col0": 2}]),
        ("with t as (select 1 as a) select * from t", [{"a": 1}]),
        ("show tables", [{"name": "fct_emissions"}]),
        ("select 1 as a, 2 as a", [{"a": 1, "a_1": 2}]),
        ("select interval 3 day as a", [{"a": "3 days"}]),
        ("select null as a, [1, 2] as b", [{"a": None, "b": [1, 2]}]),
        ("select '<script>' as a", [{"a": "<script>"}]),
        ("select '五氧化二钒' as a", [{"a": "五氧化二钒"}]),
        ("select 1 as a where false", []),
        ("select getvariable('x') as a", [{"a": None}]),
        ("select 1 as a /* ; drop table fct_emissions; */", [{"a": 1}]),
    ],
)
def test_select_of_any_shape_runs(
    published: Path, statement: str, rows: list[dict[str, object]]
) -> None:
    assert run(published, statement).table.to_pylist() == rows


@pytest.mark.parametrize("word", ["explain", "-- why\nEXPLAIN ANALYZE"])
def test_plan_of_a_select_is_shown(published: Path, word: str) -> None:
    answer = run(published, f"{word} select sum(emission_t) from fct_emissions;")
    plan = "\n".join(answer.table["plan"].to_pylist())
    assert "fct_emissions" in plan and "SCAN" in plan


def test_order_is_kept_and_cut_is_stated(published: Path) -> None:
    answer = run(
        published,
        "select row_no from fct_emissions order by row_no desc",
        limits=Limits(max_rows=3),
    )
    assert answer.is_cut
    assert answer.table["row_no"].to_pylist() == [99999, 99998, 99997]


def test_result_of_exactly_the_limit_is_not_called_cut(published: Path) -> None:
    answer = run(published, "from range(3)", limits=Limits(max_rows=3))
    assert not answer.is_cut
    assert answer.table.num_rows == 3


def test_export_gives_every_row(published: Path) -> None:
    answer = run(published, "from fct_emissions", limits=Limits(max_rows=None))
    assert answer.table.num_rows == 100_000


def test_error_is_what_duckdb_says(published: Path) -> None:
    with pytest.raises(StatementError) as refusal:
        run(published, "select emision_t from fct_emissions")
    assert 'Referenced column "emision_t" not found' in str(refusal.value)
    assert 'Candidate bindings: "emission_t"' in str(refusal.value)


def test_missing_file_is_an_error_not_a_crash(published: Path) -> None:
    with pytest.raises(StatementError) as refusal:
        run(published.parent / "gone.duckdb", "select 1")
    assert str(published.parent) not in str(refusal.value)
