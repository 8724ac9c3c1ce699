"""Only a complete and good build is published, whole or not at all."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from vanadis.cli import app
from vanadis.lock import hold
from vanadis.publish import Build, NodeResult, publish, reasons_against
from vanadis.publish.files import sha256
from vanadis.publish.publisher import PublicationError
from vanadis.warehouse import WarehouseError, connect, current

Dbt = Callable[..., Any]


TRACEBACK = """Runtime Error in model b (models/b.py)
  Python model failed:
  Traceback (most recent call last):
    File "b.py", line 3, in model
      raise ValueError(text)
  vanadis.distributions.SpreadError: spreads.csv:2: no sample
"""


def a_build(**changes: Any) -> Build:
    """Return a good build of one model and one test, with some changes."""
    good: dict[str, Any] = {
        "invocation_id": "0123456789",
        "started_at": "20261122T090000Z",
        "command": "build",
        "arguments": {"partial": []},
        "selected": frozenset({"model.p.a", "test.p.b.1", "exposure.p.c"}),
        "enabled": frozenset({"model.p.a", "test.p.b.1"}),
        "results": [
            NodeResult("model.p.a", "model", "success", None, "OK", 0.1),
            NodeResult("test.p.b.1", "test", "pass", 0, None, 0.1),
        ],
    }
    return Build(**{**good, **changes})


def with_test(status: str, failures: int, message: str | None = None) -> Build:
    """Return a build whose test ended with a status."""
    model = NodeResult("model.p.a", "model", "success", None, "OK", 0.1)
    test = NodeResult("test.p.b.1", "test", status, failures, message, 0.1)
    return a_build(results=[model, test])


def test_a_good_build_may_be_published() -> None:
    assert reasons_against(a_build()) == []
    assert reasons_against(with_test("warn", 3)) == []


@pytest.mark.parametrize(
    ("build", "reason"),
    [
        (with_test("fail", 3, "Got 3"), "test b (fail, 3 rows): Got 3"),
        (with_test("error", 0, "Binder"), "test b (error): Binder"),
        (with_test("error", 0, TRACEBACK), "test b (error): spreads.csv:2: no sample"),
        (with_test("skipped", 0), "1 nodes were skipped because of what failed"),
        (a_build(results=[]), "dbt reported no results"),
        (
            a_build(results=[NodeResult("model.p.a", "model", "success", 0, "", 0)]),
            "1 selected nodes have no result: test b",
        ),
        (
            a_build(selected=frozenset({"model.p.a"})),
            "not everything was built: test b left out",
        ),
        (
            a_build(arguments={"partial": ["--exclude"]}),
            "built with --exclude: only a build of everything is published",
        ),
    ],
)
def test_anything_else_may_not(build: Build, reason: str) -> None:
    assert reason in reasons_against(build)


@pytest.fixture
def built(tmp_path: Path) -> duckdb.DuckDBPyConnection:
    """Return a database as a build leaves it."""
    connection = duckdb.connect(str(tmp_path / "built.duckdb"))
    connection.execute(
        """
        create schema staging;
        create table staging.hidden (a integer);
        create table fct_a (key varchar primary key, value_t double);
        insert into fct_a values ('x', 1.5), ('y', null);
        comment on table fct_a is 'It''s a table.';
        comment on column fct_a.value_t is 'A tonnage.';
        create view fct_long as (
            with known as (select * from "built"."main"."fct_a")
            select key, unnest([value_t, 0]) as value_t from known
        );
        comment on view fct_long is 'A view.';
        comment on column fct_long.value_t is 'A tonnage too.';
        create macro twice(x) as x * 2;
        create macro above(low) as table select * from fct_a where value_t > low;
        """
    )
    return connection


def publish_to(
    folder: Path, connection: duckdb.DuckDBPyConnection, build_id: str
) -> Path:
    """Publish under a build id."""
    return publish(
        connection,
        folder=folder,
        build_id=build_id,
        facts=[("variable", "random_seed", "1")],
        results=a_build().results,
    )


def test_a_published_file_stands_alone(
    tmp_path: Path, built: duckdb.DuckDBPyConnection
) -> None:
    folder = tmp_path / "warehouse"
    path = publish_to(folder, built, "b1")
    pointer = json.loads((folder / "current.json").read_text())
    assert pointer["file"] == path.name == "vanadis-b1.duckdb"
    assert pointer["sha256"] == sha256(path)
    assert pointer["tables"] == {"fct_a": 2, "build_info": 4, "dbt_results": 2}
    served = current(folder)
    assert (served.path, served.build_id, served.warning) == (path, "b1", None)
    with connect(path) as reader:
        assert reader.execute("select * from fct_a order by 1").fetchall() == [
            ("x", 1.5),
            ("y", None),
        ]
        assert reader.execute("select twice(4), key from above(1)").fetchall() == [
            (8, "x")
        ]
        comments = reader.execute(
            "select comment from duckdb_tables() where table_name = 'fct_a' "
            "union all select comment from duckdb_columns() "
            "where table_name = 'fct_a' and column_name = 'value_t'"
        ).fetchall()
        assert comments == [("It's a table.",), ("A tonnage.",)]
        assert reader.execute(
            "select value_t from fct_long where key = 'x' order by all"
        ).fetchall() == [(0.0,), (1.5,)]
        comments = reader.execute(
            "select comment from duckdb_views() where view_name = 'fct_long' "
            "union all select comment from duckdb_columns() "
            "where table_name = 'fct_long' and column_name = 'value_t'"
        ).fetchall()
        assert comments == [("A view.",), ("A tonnage too.",)]
        others = reader.execute(
            "select count(*) from duckdb_tables() where table_name = 'hidden'"
        ).fetchone()
        assert others == (0,)
        facts = reader.execute(
            "select info_value from build_info where info_kind = 'variable'"
        ).fetchall()
        assert facts == [("1",)]
        with pytest.raises(duckdb.Error):
            reader.execute("create table vanadis.main.x (a integer)")


def test_the_last_three_files_stay_and_readers_keep_theirs(
    tmp_path: Path, built: duckdb.DuckDBPyConnection
) -> None:
    folder = tmp_path / "warehouse"
    first = publish_to(folder, built, "b1")
    reader = connect(first)
    for build_id in ("b2", "b3", "b4", "b5"):
        publish_to(folder, built, build_id)
    names = sorted(path.name for path in folder.iterdir())
    assert names == [
        "current.json",
        "vanadis-b3.duckdb",
        "vanadis-b4.duckdb",
        "vanadis-b5.duckdb",
    ]
    assert reader.execute("select count(*) from fct_a").fetchone() == (2,)


def test_equal_tables_have_equal_hashes(
    tmp_path: Path, built: duckdb.DuckDBPyConnection
) -> None:
    def hashes(build_id: str) -> dict[str, str]:
        with connect(publish_to(tmp_path / "warehouse", built, build_id)) as reader:
            return dict(
                reader.execute(
                    "select info_name, info_value from build_info "
                    "where info_kind = 'table'"
                ).fetchall()
            )

    first = hashes("b1")
    built.execute(
        "delete from fct_a; insert into fct_a values ('y', null), ('x', 1.5 + 4e-16)"
    )
    assert hashes("b2") == first
    built.execute("update fct_a set value_t = 1.5000000001 where key = 'x'")
    assert hashes("b3") != first


def test_an_unwritable_target_leaves_the_old_version(
    tmp_path: Path, built: duckdb.DuckDBPyConnection
) -> None:
    folder = tmp_path / "warehouse"
    publish_to(folder, built, "b1")
    # A folder in the way of the new file: no user, not even root, can write it.
    (folder / "vanadis-b2.duckdb" / "in-the-way").mkdir(parents=True)
    with pytest.raises(PublicationError, match=r"cannot write to .*still served"):
        publish_to(folder, built, "b2")
    assert current(folder).build_id == "b1"
    assert not list(folder.glob("*.tmp*"))
    publish_to(folder, built, "b3")
    assert current(folder).build_id == "b3"


def test_a_full_disk_leaves_the_old_version(tmp_path: Path) -> None:
    """A process that may write 1 MB per file stands in for a full disk."""
    script = f"""
import resource, signal, duckdb
from pathlib import Path
from vanadis.publish import publish, PublicationError
folder = Path({str(tmp_path / "warehouse")!r})
small = duckdb.connect()
small.execute("create table fct_a as select 1 as a")
publish(small, folder=folder, build_id="b1", facts=[], results=[])
large = duckdb.connect()
large.execute("create table fct_a as select random() as a from range(1000000)")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
try:
    publish(large, folder=folder, build_id="b2", facts=[], results=[])
except PublicationError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert "still served" in done.stdout, done.stderr
    assert current(tmp_path / "warehouse").build_id == "b1"
    assert not list((tmp_path / "warehouse").glob("*.tmp*"))


def test_a_damaged_pointer_is_named_and_the_newest_file_served(
    tmp_path: Path, built: duckdb.DuckDBPyConnection
) -> None:
    folder = tmp_path / "warehouse"
    with pytest.raises(WarehouseError, match="nothing is published yet"):
        current(folder)
    publish_to(folder, built, "b1")
    publish_to(folder, built, "b2")
    pointer = folder / "current.json"
    good = pointer.read_text()
    for damaged in (
        "",
        "{",
        "[]",
        '{"file": 3}',
        '{"file": "../b.duckdb"}',
        '{"file": "vanadis-b2.duckdb", "tables": null}',
        '{"file": "vanadis-b2.duckdb", "tables": {"a": "many"}}',
    ):
        pointer.write_text(damaged)
        served = current(folder)
        assert served.build_id == "b2"
        assert "current.json" in str(served.warning)
    pointer.unlink()
    assert current(folder).build_id == "b2"
    pointer.write_text(good)
    (folder / "vanadis-b2.duckdb").unlink()
    served = current(folder)
    assert served.build_id == "b1"
    assert "vanadis-b2.duckdb, which is gone" in str(served.warning)


def test_a_damaged_record_of_the_last_build_is_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VANADIS_WAREHOUSE", str(tmp_path))
    for damaged in ("", "[]", '{"status": "running"}', '{"status": "published"}'):
        (tmp_path / "last_build.json").write_text(damaged)
        printed, code = status()
        assert code == 1
        assert "Last build: none recorded" in printed


def test_a_cut_file_is_noticed(
    tmp_path: Path, built: duckdb.DuckDBPyConnection
) -> None:
    folder = tmp_path / "warehouse"
    publish_to(folder, built, "b1")
    path = publish_to(folder, built, "b2")
    path.write_bytes(path.read_bytes()[:-4096])
    served = current(folder)
    assert served.build_id == "b1"
    assert "were published" in str(served.warning)


def replace_in(path: Path, old: str, new: str) -> None:
    """Replace the first occurrence of a text that must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# What follows runs dbt on the small project.


def status() -> tuple[str, int]:
    """Return what ``vanadis status`` prints, and its exit code."""
    result = CliRunner().invoke(app, ["status"])
    return result.output, result.exit_code


@pytest.mark.build
def test_builds_good_broken_failing_and_partial(project: Path, dbt: Dbt) -> None:
    outcome = dbt("build")
    assert outcome.succeeded, outcome.printed
    first = current().build_id
    with connect() as reader:
        total = reader.execute(
            "select activity_t from fct_totals where reference_year = 2015"
        ).fetchone()
    # 1165.18 + 28943.13 + 8210.4 (10^4 t)
    assert total == (pytest.approx(383_187_100),)
    assert status()[1] == 0

    # A wrong seed: nothing is replaced, the message names each finding.
    coal = project / "seeds/yearbook/raw_yearbook__coal.csv"
    good = coal.read_text()
    replace_in(coal, "1165.18", "many")
    replace_in(coal, "28105.84", "-5")
    database = project / "build/small.duckdb"
    before = sha256(database)
    outcome = dbt("build")
    assert not outcome.succeeded
    assert "no table was replaced" in outcome.printed
    assert f"{coal.name}:2: column 'consumption_10kt': value 'many'" in outcome.printed
    assert f"{coal.name}:8: column 'consumption_10kt': value '-5'" in outcome.printed
    assert "Traceback" not in outcome.printed
    assert sha256(database) == before
    assert current().build_id == first
    printed, _ = status()
    assert "NOT published" in printed
    assert "value 'many'" in printed
    assert not dbt("seed").succeeded
    coal.write_text(good)

    # A failing test: the tables are built, nothing is published.
    model = project / "models/marts/fct_totals.sql"
    sql = model.read_text()
    model.write_text(sql.replace("sum(activity_t)", "cast(null as double)"))
    outcome = dbt("build")
    assert not outcome.succeeded
    assert current().build_id == first
    printed, _ = status()
    assert "test not_null_fct_totals_activity_t (fail, 5 rows)" in printed
    assert "row: reference_year=" in printed
    model.write_text(sql)

    # Anything but a build of everything publishes nothing.
    for arguments in (
        ["run"],
        ["build", "--select", "fct_totals"],
        ["build", "--empty"],
    ):
        dbt(*arguments)
        assert current().build_id == first, arguments

    # The next whole build does, also when it cannot write at first.
    (project / "warehouse").rename(project / "set-aside")
    (project / "warehouse").write_text("in the way")
    outcome = dbt("build")
    assert not outcome.succeeded
    assert "Cannot publish to" in outcome.printed
    assert "no table was replaced" in outcome.printed
    (project / "warehouse").unlink()
    (project / "set-aside").rename(project / "warehouse")
    assert dbt("build").succeeded
    assert current().build_id > first
    assert "published at" in status()[0]


@pytest.mark.build
def test_a_seed_edited_during_the_build_stops_publication(
    project: Path, dbt: Dbt
) -> None:
    (project / "models/marts/editor.py").write_text(
        "from pathlib import Path\n\n\n"
        "def model(dbt, session):\n"
        '    dbt.ref("fct_totals")\n'
        '    seed = Path("seeds/yearbook/raw_yearbook__coal.csv")\n'
        '    seed.write_text(seed.read_text().replace("1165.18", "1165.19"))\n'
        '    return session.sql("select 1 as a")\n'
    )
    dbt("build")
    printed, _ = status()
    edited = "seeds/yearbook/raw_yearbook__coal.csv: changed while the build ran"
    assert edited in printed
    with pytest.raises(WarehouseError):
        current()


def dbt_build() -> subprocess.CompletedProcess[str]:
    """Run ``dbt build`` as a user does."""
    dbt = str(Path(sys.executable).parent / "dbt")
    command = [dbt, "build", "--no-use-colors"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.build
def test_a_second_build_stops_with_one_clear_line(project: Path) -> None:
    hold(project / "build/small.duckdb")
    second = dbt_build()
    assert second.returncode != 0
    assert "Traceback" not in second.stdout
    assert f"Another build (process {os.getpid()}) is writing" in second.stdout
    assert not (project / "build/small.duckdb").exists()


@pytest.mark.build
def test_a_reader_of_the_database_is_named(project: Path) -> None:
    database = project / "build/small.duckdb"
    script = (
        f"import duckdb, sys; c = duckdb.connect({str(database)!r}); "
        "print('open', flush=True); sys.stdin.read()"
    )
    reader = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert reader.stdout
    assert reader.stdin
    reader.stdout.readline()
    done = dbt_build()
    reader.stdin.close()
    reader.wait(10)
    assert done.returncode != 0
    assert "small.duckdb is open in another program" in done.stdout
    assert "Traceback" not in done.stdout
