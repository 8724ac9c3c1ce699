"""What an ingest refuses, it says in the words and places of the user."""

import fcntl
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.chart import BarChart
from typer.testing import Result

from vanadis.errors import VanadisError
from vanadis.ingest import journal
from vanadis.lock import BusyError, change_seeds, read_seeds

Run = Callable[..., Result]
Rows = Callable[[], list[tuple[str, ...]]]

COAL = ("--table", "yearbook/coal", "--set", "fuel=coal")
GOOD = "地区,2015年(万吨),2016年(万吨)\n北京,1165.18,847.62\n"


@pytest.mark.usefixtures("project")
def test_a_whole_table_in_the_wrong_unit(vanadis: Run, own_rows: Rows) -> None:
    years = ",".join(str(year) for year in range(2015, 2020))
    Path("t.csv").write_text(
        f"单位：吨\n地区,{years}\n北京,1165.18,847.62,490.46,276.19,182.8\n", "utf-8"
    )
    done = vanadis("ingest", "t.csv", *COAL)
    assert done.exit_code == 1
    assert "unit: t -> 10^4 t (x 0.0001)" in done.output
    assert (
        "t.csv:3: column '2015': value '1165.18': read as 0.116518 10^4 t; expected "
        "within a factor 10 of the shipped figure, 1165.18 "
        "(line 2 of raw_yearbook__coal.csv)"
    ) in done.output
    assert own_rows() == []


def test_a_figure_that_breaks_another_tables_bound(project: Path, vanadis: Run) -> None:
    folder = project / "seeds/yearbook"
    package = folder / "datapackage.yaml"
    text = package.read_text("utf-8").replace("within: 1.5", "within: 1000")
    package.write_text(text, "utf-8")
    header = (folder / "raw_yearbook__population.csv").read_text().splitlines()[0]
    (folder / "user_yearbook__population.csv").write_text(header + "\n")
    Path("p.csv").write_text("地区,2016(万人)\n河北,110\n", "utf-8")
    done = vanadis("ingest", "p.csv", "--table", "yearbook/population")
    assert done.exit_code == 1
    # Hebei burnt 28105.65 x 10^4 t in 2016, 256 t a head of 110 x 10^4 people.
    assert "p.csv:2: column '2016(万人)': value '110': with it another" in done.output
    assert "expected at most 50 per population_10k, found 255.5" in done.output


def test_faults_the_seeds_had_before_are_told_apart(
    project: Path, vanadis: Run
) -> None:
    shipped = project / "seeds/yearbook/raw_yearbook__coal.csv"
    shipped.write_text(shipped.read_text("utf-8").replace("27417.1", "oops"), "utf-8")
    Path("good.csv").write_text(GOOD, "utf-8")
    done = vanadis("ingest", "good.csv", *COAL)
    assert done.exit_code == 1
    assert "the seeds do not pass the check as they are" in done.output


def test_a_fault_that_no_own_row_meets_is_left_to_the_build(
    project: Path, vanadis: Run
) -> None:
    people = project / "seeds/yearbook/raw_yearbook__population.csv"
    people.write_text(people.read_text("utf-8").replace("2195", "many"), "utf-8")
    Path("good.csv").write_text(GOOD, "utf-8")
    assert vanadis("ingest", "good.csv", *COAL).exit_code == 0
    done = vanadis("check")
    assert done.exit_code == 1
    assert "column 'population_10k': value 'many'" in done.output


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--basis", "rumour"), "--basis 'rumour': expected one of published, derived"),
        (("--source-key", "NBS 2021"), "--source-key 'NBS 2021': expected text of"),
        (("--set", "unit=t"), "--set unit=t: expected one of 10kt"),
        (
            ("--source-key", "printed", "--citation", "Mine"),
            "--citation: the reference 'printed' exists already",
        ),
    ],
)
@pytest.mark.usefixtures("project")
def test_an_option_is_blamed_once(
    vanadis: Run, options: tuple[str, ...], message: str
) -> None:
    Path("good.csv").write_text(GOOD, "utf-8")
    done = vanadis("ingest", "good.csv", *COAL, *options)
    assert done.exit_code == 1
    assert done.output.count(message) == 1
    assert ".csv:" not in done.output


@pytest.mark.usefixtures("project")
def test_a_dry_run_ends_as_the_ingest_would(vanadis: Run, own_rows: Rows) -> None:
    Path("good.csv").write_text(GOOD, "utf-8")
    Path("bad.csv").write_text(GOOD.replace("北京", "Mars"), "utf-8")
    Path("mixed.csv").write_text(GOOD + "Mars,1,1\n", "utf-8")
    codes = {
        ("good.csv",): 0,
        ("bad.csv",): 1,
        ("mixed.csv",): 1,
        ("mixed.csv", "--accept-valid"): 0,
        ("bad.csv", "--accept-valid"): 1,
    }
    for arguments, code in codes.items():
        assert vanadis("ingest", *arguments, *COAL, "--dry-run").exit_code == code
    assert own_rows() == []


@pytest.mark.usefixtures("project")
def test_a_formula_without_its_result_is_named(vanadis: Run) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["地区", "2016(万吨)"])
    sheet.append(["河北", "=28000+105.65"])
    book.save("formula.xlsx")
    done = vanadis("ingest", "formula.xlsx", *COAL)
    assert done.exit_code == 1
    assert (
        "formula.xlsx, sheet Sheet:2: column '2016(万吨)': value '=28000+105.65': "
        "a formula without a stored result"
    ) in done.output


@pytest.mark.usefixtures("project")
def test_an_unquoted_separator_is_no_figure(vanadis: Run) -> None:
    header = "province,year,fuel,consumption_10kt\n"
    Path("cut.csv").write_text(header + "Inner Mongolia,2015,coal,28,943.13\n")
    done = vanadis("ingest", "cut.csv", "--table", "yearbook/coal")
    assert done.exit_code == 1
    assert (
        "cut.csv:2: column '5': value '943.13': expected nothing here, the header "
        "ends at column 4"
    ) in done.output


@pytest.mark.usefixtures("project")
def test_two_columns_of_the_same_figures(vanadis: Run) -> None:
    header = "province,year,fuel,consumption_10kt,consumption_10kt\n"
    Path("twice.csv").write_text(header + "Hebei,2015,coal,28943.13,2\n")
    done = vanadis("ingest", "twice.csv", "--table", "yearbook/coal")
    assert done.exit_code == 1
    assert "the header names 'consumption_10kt' more than once (line 1" in done.output


@pytest.mark.parametrize("part", ["sheet1.xml", "workbook.xml", "styles.xml"])
@pytest.mark.usefixtures("project")
def test_a_damaged_workbook_is_one_message(vanadis: Run, part: str) -> None:
    openpyxl.Workbook().save("whole.xlsx")
    with ZipFile("whole.xlsx") as whole, ZipFile("cut.xlsx", "w") as cut:
        for name in whole.namelist():
            content = whole.read(name)
            cut.writestr(name, content[:-9] if name.endswith(part) else content)
    done = vanadis("ingest", "cut.xlsx", *COAL)
    assert done.exit_code == 1
    assert done.output.startswith("cut.xlsx: not readable as XLSX: ")
    assert done.output.count("\n") == 1


@pytest.mark.usefixtures("project")
def test_a_chart_sheet_holds_no_table(vanadis: Run) -> None:
    book = openpyxl.Workbook()
    book.create_chartsheet("chart", 0).add_chart(BarChart())
    book.remove(book["Sheet"])
    book.save("charts.xlsx")
    done = vanadis("ingest", "charts.xlsx", *COAL)
    assert done.exit_code == 1
    assert done.output == "charts.xlsx: expected a sheet with cells, found none\n"


@pytest.mark.usefixtures("project")
def test_an_old_workbook_is_told_what_to_become(vanadis: Run) -> None:
    Path("old.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    done = vanadis("ingest", "old.xls", *COAL)
    assert done.exit_code == 1
    assert "save it as .xlsx" in done.output


def test_years_no_result_covers_are_counted(project: Path, vanadis: Run) -> None:
    settings = project / "dbt_project.yml"
    text = settings.read_text("utf-8")
    years = "vars:\n  first_year: 2015\n  last_year: 2019\n"
    settings.write_text(text.replace("vars:\n", years), "utf-8")
    Path("late.csv").write_text("地区,2019(万吨),2020(万吨)\n北京,182.8,135\n", "utf-8")
    done = vanadis("ingest", "late.csv", *COAL, "--dry-run")
    assert "1 rows read, 1 of them replace shipped rows" in done.output
    assert "1 rows left out, no result covers 2020" in done.output
    # What is no year is refused with its line, not left out.
    Path("typo.csv").write_text(
        "province,year,fuel,consumption_10kt\nBeijing,20l9,coal,182.8\n", "utf-8"
    )
    done = vanadis("ingest", "typo.csv", *COAL, "--dry-run")
    assert "typo.csv:2: column 'reference_year': value '20l9'" in done.output
    assert "left out" not in done.output


def test_seeds_keep_still_while_a_build_reads_them(
    project: Path, vanadis: Run, own_rows: Rows
) -> None:
    Path("good.csv").write_text(GOOD, "utf-8")
    build = os.open(project / "seeds", os.O_RDONLY)
    fcntl.flock(build, fcntl.LOCK_SH)
    done = vanadis("ingest", "good.csv", *COAL)
    assert done.exit_code == 1
    assert done.output.startswith("A build is reading the seed files; wait for it")
    assert vanadis("ingest", "good.csv", *COAL, "--dry-run").exit_code == 0
    assert vanadis("ingest", "--undo").exit_code == 1
    assert own_rows() == []
    os.close(build)
    assert vanadis("ingest", "good.csv", *COAL).exit_code == 0


def test_a_build_does_not_start_while_seeds_change(seeds: Path) -> None:
    with change_seeds(seeds), pytest.raises(BusyError, match="start the build again"):
        read_seeds(seeds)
    read_seeds(seeds)


def _seeds(project: Path) -> dict[str, bytes]:
    """Return every file of the seeds, drafts included."""
    return {str(p): p.read_bytes() for p in (project / "seeds").rglob("*.*")}


@pytest.mark.parametrize("failure", [KeyboardInterrupt, OSError])
def test_a_change_that_breaks_off_between_two_files_goes_back(
    project: Path, monkeypatch: pytest.MonkeyPatch, failure: type[BaseException]
) -> None:
    names = ["seeds/yearbook/user_yearbook__coal.csv", "seeds/new.csv"]
    contents = {project / name: "x\n" for name in names}
    before, put = _seeds(project), journal.replace

    def breaks_off(source: Path, target: Path) -> None:
        if target.name == "new.csv":
            raise failure("broken off")
        put(source, target)

    monkeypatch.setattr(journal, "replace", breaks_off)
    with pytest.raises((KeyboardInterrupt, VanadisError), match="broken off"):
        journal.write_files(project / "journal", project, contents)
    assert _seeds(project) == before
    assert list((project / "journal").iterdir()) == []


def test_undo_ends_what_was_killed_half_way(project: Path, vanadis: Run) -> None:
    before = _seeds(project)
    Path("good.csv").write_text(GOOD, "utf-8")
    assert vanadis("ingest", "good.csv", *COAL).exit_code == 0
    restored = project / "seeds/yearbook/user_yearbook__coal.csv"
    restored.write_bytes(before[str(restored)])
    assert vanadis("ingest", "--undo").exit_code == 0
    assert _seeds(project) == before


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ("seeds/yearbook/user_yearbook__coal.csv", "was edited since the last ingest"),
        ("warehouse/ingest/0001/before-0", "is damaged; nothing was undone"),
    ],
)
def test_undo_without_a_file_is_one_message(
    project: Path, vanadis: Run, damage: str, message: str
) -> None:
    Path("good.csv").write_text(GOOD, "utf-8")
    assert vanadis("ingest", "good.csv", *COAL).exit_code == 0
    (project / damage).unlink()
    left = _seeds(project)
    done = vanadis("ingest", "--undo")
    assert done.exit_code == 1
    assert message in done.output
    assert _seeds(project) == left


@pytest.mark.parametrize("limit", [0, 200, 300])
def test_a_full_disk_is_one_message(project: Path, limit: int) -> None:
    before = _seeds(project)
    Path("good.csv").write_text(GOOD, "utf-8")
    command = ["ingest", "good.csv", *COAL]
    code = f"from vanadis.cli import app; app({command!r})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert done.returncode == 1
    assert done.stderr.startswith("cannot write the seed files: ")
    assert len(done.stderr.splitlines()) == 1
    assert _seeds(project) == before
