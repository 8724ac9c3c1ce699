"""Every kind of bad seed is reported with file, line, column, value, expectation."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from vanadis.check import PackageError, check_seeds, report

Check = Callable[[], list[str]]
COAL = "yearbook/raw_yearbook__coal.csv"
OWN = "yearbook/user_yearbook__coal.csv"


def edit(seeds: Path, name: str, line: int, old: str, new: str) -> None:
    """Replace a text on one line of a seed file."""
    path = seeds / name
    lines = path.read_text(encoding="utf-8").split("\n")
    assert old in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new, 1)
    path.write_text("\n".join(lines), encoding="utf-8")


def test_a_folder_without_seeds_does_not_pass(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="no such folder"):
        check_seeds(tmp_path / "gone")
    with pytest.raises(PackageError, match=r"no datapackage\.yaml found"):
        check_seeds(tmp_path)


def test_good_seeds_pass(findings: Check) -> None:
    assert findings() == []


@pytest.mark.parametrize(
    ("line", "old", "new", "message"),
    [
        pytest.param(
            4,
            "490.46",
            "abc",
            "column 'consumption_10kt': value 'abc': expected a number of at least 0 "
            "(10^4 t)",
            id="wrong type",
        ),
        pytest.param(
            7,
            "130000",
            "139999",
            "column 'province_code': value '139999': expected a province_code that "
            "stands in reference/raw_reference__provinces.csv",
            id="unknown province",
        ),
        pytest.param(
            8,
            "2016",
            "2015",
            "column 'province_code, reference_year, fuel': value '130000, 2015, coal': "
            "expected each key once; it already stands on line 7",
            id="duplicate key",
        ),
        pytest.param(
            4,
            "490.46",
            "-490.46",
            "column 'consumption_10kt': value '-490.46': expected a number of at "
            "least 0 (10^4 t)",
            id="negative tonnage",
        ),
        pytest.param(
            3,
            "10kt",
            "kg",
            "column 'unit': value 'kg': expected one of 10kt",
            id="unknown unit",
        ),
        pytest.param(
            3,
            "printed",
            "hearsay",
            "column 'source_key': value 'hearsay': expected a source_key that stands "
            "in reference/raw_reference__references.csv",
            id="reference that does not exist",
        ),
        pytest.param(
            3,
            "published",
            "guessed",
            "column 'basis': value 'guessed': expected one of published, derived, "
            "estimated",
            id="unknown basis",
        ),
        pytest.param(
            3,
            "table 2",
            "",
            "column 'source_locator': value '': expected a value (text)",
            id="missing value",
        ),
        pytest.param(
            3,
            "2016",
            "16",
            "column 'reference_year': value '16': expected a four-digit year from "
            "2000 to 2040",
            id="bad year",
        ),
        pytest.param(
            3,
            "847.62",
            "847,620",
            "value '110000,2016,coal,847,620,10kt,air,printed,table 2,published,': "
            "expected 10 values, found 11",
            id="thousands separator makes a ragged row",
        ),
        pytest.param(
            3,
            "847.62",
            '"1,847.62"',
            "column 'consumption_10kt': value '1,847.62': expected a number of at "
            "least 0 (10^4 t)",
            id="quoted thousands separator",
        ),
        pytest.param(
            3,
            "847.62",
            "８４７",
            "column 'consumption_10kt': value '８４７': expected a number of at "
            "least 0 (10^4 t)",
            id="full-width digits",
        ),
        pytest.param(
            3,
            "coal",
            "coal ",
            "column 'fuel': value 'coal ': expected no spaces around a key value",
            id="space after a key",
        ),
        pytest.param(
            1,
            "fuel",
            "fuels",
            "column 'fuels': value 'fuels': unknown column; expected 'fuel'",
            id="misspelt header",
        ),
        pytest.param(
            1,
            "note",
            "remark",
            "column 'remark': value 'remark': unknown column; expected the columns "
            "province_code, reference_year, fuel, consumption_10kt, unit, "
            "receptor_id, source_key, source_locator, basis, note",
            id="unknown header",
        ),
    ],
)
def test_a_bad_value_is_named(
    seeds: Path, findings: Check, line: int, old: str, new: str, message: str
) -> None:
    edit(seeds, COAL, line, old, new)
    assert f"seeds/{COAL}:{line}: {message}" in findings()


def test_several_errors_are_all_listed(seeds: Path, findings: Check) -> None:
    edit(seeds, COAL, 2, "1165.18", "a dozen")
    edit(seeds, COAL, 5, "air", "sea")
    edit(seeds, "yearbook/raw_yearbook__population.csv", 3, "2195", "many")
    places = [line.split(" value")[0] for line in findings()]
    assert places == [
        f"seeds/{COAL}:2: column 'consumption_10kt':",
        f"seeds/{COAL}:5: column 'receptor_id':",
        "seeds/yearbook/raw_yearbook__population.csv:3: column 'population_10k':",
    ]


def test_a_long_run_of_one_error_is_counted(seeds: Path, findings: Check) -> None:
    path = seeds / COAL
    header, first, *_ = path.read_text(encoding="utf-8").splitlines()
    rows = [
        first.replace("2015", str(2000 + i)).replace("1165.18", "x") for i in range(30)
    ]
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    lines = findings()
    assert len(lines) == 21
    assert lines[-1] == (
        f"seeds/{COAL}:22: column 'consumption_10kt': "
        "10 more lines break the rule 'type'"
    )


@pytest.mark.parametrize("line", range(2, 17))
def test_a_thousandfold_is_caught_in_every_cell(
    seeds: Path, findings: Check, line: int
) -> None:
    path = seeds / COAL
    lines = path.read_text(encoding="utf-8").split("\n")
    values = lines[line - 1].split(",")
    if values[3] == "--":
        values[3] = "8000000"
    else:
        values[3] = f"{float(values[3]) * 1000:g}"
    lines[line - 1] = ",".join(values)
    path.write_text("\n".join(lines), encoding="utf-8")
    found = findings()
    start = f"seeds/{COAL}:{line}: column 'consumption_10kt': value '{values[3]}': "
    assert any(text.startswith(start) for text in found)


def test_a_thousandth_is_caught(seeds: Path, findings: Check) -> None:
    edit(seeds, COAL, 8, "28105.84", "28.10584")
    assert findings() == [
        f"seeds/{COAL}:8: column 'consumption_10kt': value '28.10584': expected within "
        "a factor 10 of the figure of 2015, 28943.1 (line 7): no province changed by "
        "more than a factor 10"
    ]


def test_a_users_row_is_judged_against_shipped_years(
    seeds: Path, findings: Check
) -> None:
    row = "130000,2016,coal,28105840,10kt,air,own,my table,published,\n"
    path = seeds / OWN
    path.write_text(path.read_text(encoding="utf-8") + row, encoding="utf-8")
    assert findings() == [
        f"seeds/{OWN}:2: column 'consumption_10kt': value '28105840': expected within "
        "a factor 10 of the figure of 2015, 28943.1 (line 7 of "
        "raw_yearbook__coal.csv): no province changed by more than a factor 10"
    ]
    own = [row.replace("2016", str(year)) for year in range(2015, 2020)]
    path.write_text(path.read_text(encoding="utf-8") + "".join(own), encoding="utf-8")
    assert any("expected at most 50 per population_10k" in line for line in findings())


def test_a_users_row_is_named_rather_than_the_shipped_year_it_leaves(
    seeds: Path, findings: Check
) -> None:
    # Three own years of another magnitude put the median on their side.
    with (seeds / OWN).open("a", encoding="utf-8") as handle:
        for year in (2016, 2017, 2018):
            handle.write(f"130000,{year},coal,2.{year},10kt,air,printed,x,published,\n")
    assert [line.split(":")[0] for line in findings()] == 2 * [f"seeds/{OWN}"]


def test_a_users_row_of_a_year_that_nothing_reads_is_named(
    seeds: Path, findings: Check
) -> None:
    with (seeds / OWN).open("a", encoding="utf-8") as handle:
        for year in (2014, 2018, 2020):
            handle.write(f"110000,{year},coal,300.{year},10kt,air,own,x,published,\n")
        handle.write("110000,20x0,coke,1,10kt,air,own,x,published,\n")
    # No project says which years are read, so any may be.
    assert [line for line in findings() if "reference_year" in line] == [
        f"seeds/{OWN}:5: column 'reference_year': value '20x0': expected a four-digit "
        "year from 2000 to 2040"
    ]
    project = seeds.parent / "dbt_project.yml"
    project.write_text("vars: {first_year: 2016, last_year: 2019}", encoding="utf-8")
    expected = (
        "expected a year that a result reads, 2016 to 2019; first_year and last_year "
        "in dbt_project.yml set them"
    )
    # The shipped rows of 2015 stay, and an own one may replace them.
    assert [line for line in findings() if "a result reads" in line] == [
        f"seeds/{OWN}:{line}: column 'reference_year': value '{year}': {expected}"
        for line, year in ((2, 2014), (4, 2020))
    ]


def test_a_copied_year_is_caught_unless_print_repeats_it(
    seeds: Path, findings: Check
) -> None:
    edit(seeds, COAL, 8, "28105.84", "28943.13")
    assert findings() == [
        f"seeds/{COAL}:8: column 'consumption_10kt': value '28943.13': expected "
        "another figure than that of 2015, 28943.1 (line 7): 4 digits or more hardly "
        "come twice; if print repeats them, write 'as printed' into the note"
    ]
    edit(seeds, COAL, 8, "published,", "published,as printed")
    assert findings() == []


def test_a_short_figure_may_come_twice(seeds: Path, findings: Check) -> None:
    edit(seeds, COAL, 16, "7990.5", "8000")
    assert findings() == []


def test_encoding_faults_name_their_line(seeds: Path, findings: Check) -> None:
    path = seeds / "reference/raw_reference__provinces.csv"
    text = path.read_text(encoding="utf-8")
    shown = "seeds/reference/raw_reference__provinces.csv"
    path.write_bytes(text.encode("gb18030"))
    assert findings()[0].startswith(f"{shown}:2: value ")
    assert "expected UTF-8 text" in findings()[0]
    path.write_bytes(text.encode("utf-16"))
    assert findings() == [
        f"{shown}:1: value 'fffe': expected UTF-8 text; this is UTF-16"
    ]
    path.write_bytes(text.encode("utf-8-sig"))
    assert findings() == [
        f"{shown}:1: value 'ef bb bf': expected no byte order mark; "
        "save as UTF-8 without BOM, or let `vanadis ingest` read the file"
    ]


@pytest.mark.parametrize(("mark", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_another_delimiter_is_one_finding(
    seeds: Path, findings: Check, mark: str, name: str
) -> None:
    path = seeds / COAL
    path.write_text(path.read_text(encoding="utf-8").replace(",", mark), "utf-8")
    (found,) = findings()
    assert found.startswith(f"seeds/{COAL}:1: value 'province_code")
    assert found.endswith(
        f"expected commas between the values, found {name}; save with commas, or let "
        "`vanadis ingest` read the file"
    )


def test_a_misspelt_column_is_one_finding(seeds: Path, findings: Check) -> None:
    edit(seeds, COAL, 1, "consumption_10kt", "Consumption 10kt")
    assert findings() == [
        f"seeds/{COAL}:1: column 'Consumption 10kt': value 'Consumption 10kt': "
        "unknown column; expected 'consumption_10kt'"
    ]


def test_rows_a_spreadsheet_leaves_empty_are_one_finding_each(
    seeds: Path, findings: Check
) -> None:
    path = seeds / COAL
    text = path.read_text(encoding="utf-8")
    first = text.count("\n") + 1
    path.write_text(f"{text},,,,,,,,,\n\n", encoding="utf-8")
    assert findings() == [
        f"seeds/{COAL}:{line}: value '': expected a row of values, found an empty one"
        for line in (first, first + 1)
    ]


def test_files_that_are_empty_gone_or_unknown_are_named(
    seeds: Path, findings: Check
) -> None:
    (seeds / "reference/raw_reference__provinces.csv").unlink()
    (seeds / COAL).write_text("", encoding="utf-8")
    (seeds / "yearbook/raw_yearbook__extra.csv").write_text("a\n1\n", encoding="utf-8")
    found = findings()
    assert [line.split(": ")[0] for line in found] == [
        "seeds/reference/raw_reference__provinces.csv:1",
        f"seeds/{COAL}:1",
        "seeds/yearbook/raw_yearbook__extra.csv:1",
    ]
    assert "expected this file" in found[0]
    assert "expected a header with the columns province_code" in found[1]
    assert "expected a resource in the folder's datapackage.yaml" in found[2]


def test_an_open_quote_is_named_where_it_starts(seeds: Path, findings: Check) -> None:
    edit(seeds, COAL, 9, "printed", '"printed')
    assert any(line.startswith(f"seeds/{COAL}:9: value ") for line in findings())


def test_a_package_with_a_typo_is_refused(seeds: Path) -> None:
    path = seeds / "yearbook/datapackage.yaml"
    good = path.read_text(encoding="utf-8")
    for old, new, message in [
        ("minimum: 0", "minium: 0", "unknown constraints ['minium']"),
        ("type: number", "type: numbr", "type 'numbr' is none of"),
        ("resource: raw_reference__provinces", "resource: nowhere", "'nowhere'"),
        ("resources:", "resource:", "expected a data package"),
    ]:
        path.write_text(good.replace(old, new), encoding="utf-8")
        with pytest.raises(PackageError) as error:
            check_seeds(seeds)
        assert message in str(error.value)
        assert "datapackage.yaml" in str(error.value)


def test_random_bytes_never_end_in_a_traceback(seeds: Path) -> None:
    dice = random.Random(20150101)
    path = seeds / COAL
    content = path.read_bytes()
    for _ in range(60):
        damaged = bytearray(content)
        for _ in range(dice.randint(1, 4)):
            place = dice.randrange(len(damaged))
            damaged[place : place + dice.randint(0, 3)] = dice.randbytes(
                dice.randint(0, 3)
            )
        path.write_bytes(damaged)
        assert all(line.startswith("seeds/") for line in report(check_seeds(seeds)))
