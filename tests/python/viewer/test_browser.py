"""The viewer in a real browser: every page, both languages, wide and narrow.

Screenshots of what was seen are left in ``build/screenshots``.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import duckdb
import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from vanadis.viewer.serve import served

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)

ROOT = Path(__file__).resolve().parents[3]
SCREENSHOTS = ROOT / "build" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
# Streamlit's own look for its server under every prefix of a page's path.
PROBE = re.compile(r"/_stcore/(health|host-config)$")
PARTS = {
    "chain": [
        "outputs",
        "trade",
        "costs",
        "carbon",
        "linkages",
        "flows",
        "shocks",
        "priorities",
    ],
    "uncertainty": [
        "intervals",
        "fits",
        "sensitivity",
        "tornado",
        "value",
        "convergence",
        "dependence",
        "approaches",
        "keys",
    ],
    "data_quality": ["rules", "coverage", "completeness", "findings"],
}
PAGES = ["", "map", "trends", "flux", "claims", "explain", "sql", "about", *PARTS]
# The browser has laid out and painted what the page became.
TWO_FRAMES = (
    "() => new Promise(done => requestAnimationFrame("
    "() => requestAnimationFrame(done)))"
)
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
WAITING = "[data-testid=stStatusWidget], [data-testid=stSkeleton]"


class Watched:
    """A page that remembers what it asked for and what went wrong."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.outside: list[str] = []
        self.faults: list[str] = []
        page.on("request", lambda request: self._asked(request.url))
        page.on("console", lambda message: self._said(message.type, message))
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.outside.append(url)

    def _said(self, kind: str, message: object) -> None:
        location = getattr(message, "location", {})
        text = str(getattr(message, "text", ""))
        # Vega warns of what it cannot draw, such as a zero on a logarithmic axis.
        is_fault = kind == "error" or text.startswith("WARN ")
        if is_fault and not PROBE.search(location.get("url", "")):
            self.faults.append(text)

    def open(self, path: str, language: str = "en") -> None:
        joint = "&" if "?" in path else "?"
        self.page.goto(f"{self.address}/{path}{joint}lang={language}")
        self.settle()

    def settle(self) -> None:
        """Wait until the page has run and its charts are drawn."""
        page = self.page
        page.wait_for_selector("h1", timeout=60_000)
        page.wait_for_selector(IDLE, timeout=60_000)
        page.wait_for_function(
            f"() => !document.querySelector('{WAITING}')", timeout=60_000
        )
        page.wait_for_function(
            "() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]"
            ".every(chart => chart.querySelector('canvas, svg'))"
            " && [...document.querySelectorAll('[data-testid=stPlotlyChart]')]"
            ".every(chart => chart.querySelector('.main-svg'))",
            timeout=60_000,
        )

    def picture(self, name: str) -> None:
        page = self.page
        height = page.evaluate(
            "document.querySelector('[data-testid=stMain]').scrollHeight"
        )
        width = page.viewport_size["width"] if page.viewport_size else 1280
        page.set_viewport_size({"width": width, "height": min(height + 20, 7000)})
        page.evaluate(TWO_FRAMES)
        page.screenshot(path=SCREENSHOTS / f"{name}.png")
        page.set_viewport_size({"width": width, "height": 900})

    def check(self) -> None:
        assert self.outside == [], "a request left the machine"
        assert self.faults == []
        assert self.page.locator("[data-testid=stException]").count() == 0


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert Path(CHROMIUM).exists(), f"{CHROMIUM} is missing: apt-get install chromium"
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(published_file: Path) -> Iterator[str]:
    with served(published_file.parent) as address:
        yield address


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    """Keep one browser profile per size, so that files are fetched once."""
    sizes = {"wide": (1280, "light"), "narrow": (400, "dark")}
    found = {
        name: browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            accept_downloads=True,
        )
        for name, (width, scheme) in sizes.items()
    }
    yield found
    for context in found.values():
        context.close()


@pytest.fixture
def watched(contexts: dict[str, BrowserContext], address: str) -> Iterator[Watched]:
    page = contexts["wide"].new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    yield Watched(page, address)
    page.close()


@pytest.mark.parametrize(
    ("size", "language"), [("wide", "en"), ("narrow", "zh")], ids=["wide", "narrow"]
)
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "overview")
def test_page_draws_without_error_or_outside_request(
    contexts: dict[str, BrowserContext],
    address: str,
    path: str,
    size: str,
    language: str,
) -> None:
    """Wide in English on white, narrow in Chinese on black, part by part."""
    page = contexts[size].new_page()
    watched = Watched(page, address)
    watched.open(path, language)
    for number, part in enumerate(PARTS.get(path, [""])):
        if number:
            page.get_by_test_id("stButtonGroup").first.locator("button").nth(
                number
            ).click()
            page.wait_for_url(f"**part={part}*")
            watched.settle()
        watched.check()
        overflow = page.evaluate(
            "(page => page.scrollWidth - page.clientWidth)(document.documentElement)"
        )
        assert overflow <= 0, f"{part}: the page is wider than the screen"
        name = "_".join(filter(None, [path or "overview", part, size, language]))
        watched.picture(name)
    page.close()


def test_link_restores_the_view(watched: Watched) -> None:
    watched.open("map")
    choose(watched, "Period", "2019 less 2015")
    choose(watched, "Source", "Coal combustion")
    watched.page.wait_for_url("**source=coal*")
    link = watched.page.url
    assert "span=difference" in link and "source=coal" in link
    watched.page.goto("about:blank")
    watched.page.goto(link)
    watched.settle()
    expect(box(watched, "Period")).to_have_value("2019 less 2015")
    expect(box(watched, "Source")).to_have_value("Coal combustion")
    watched.page.get_by_role("button", name="中文").click()
    expect(watched.page.locator("h1")).to_have_text("地图")
    expect(box(watched, "时段")).to_have_value("2019 年减 2015 年")
    assert "lang=zh" in watched.page.url and "span=difference" in watched.page.url
    watched.check()


def box(watched: Watched, label: str):  # type: ignore[no-untyped-def]
    return watched.page.get_by_role("combobox", name=label)


def choose(watched: Watched, label: str, option: str) -> None:
    box(watched, label).click()
    watched.page.get_by_role("option", name=option, exact=True).click()
    expect(box(watched, label)).to_have_value(option)
    watched.settle()


def test_language_goes_along_to_the_next_page(watched: Watched) -> None:
    watched.open("", "zh")
    watched.page.get_by_role("link", name="通量").click()
    expect(watched.page.locator("h1")).to_have_text("通量")
    expect(watched.page.get_by_text("单位：t V").first).to_be_visible()
    assert "lang=zh" in watched.page.url


def download(watched: Watched, label: str, folder: Path, number: int = 0) -> Path:
    button = watched.page.get_by_role("button", name=label, exact=True).nth(number)
    button.wait_for()
    # A click while the page still runs is lost.
    watched.settle()
    with watched.page.expect_download(timeout=60_000) as waiting:
        button.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_downloads_hold_the_whole_table(
    watched: Watched, tmp_path: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    expected = warehouse.execute(
        "select sub_source_id, sum(emission_t) as emission_t from fct_emissions"
        " where method_id = 'literature' group by sub_source_id"
    ).df()
    known = dict(zip(expected["sub_source_id"], expected["emission_t"], strict=True))
    watched.open("flux")
    watched.page.get_by_text("Data and downloads (20 rows)").click()
    expect(watched.page.get_by_role("button", name="XLSX")).to_have_count(2)
    files = {
        label: download(watched, label, tmp_path)
        for label in ("CSV", "PARQUET", "XLSX")
    }
    sheet = openpyxl.load_workbook(files["XLSX"]).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    tables = {
        "CSV": pd.read_csv(files["CSV"]),
        "PARQUET": pd.read_parquet(files["PARQUET"]),
        "XLSX": pd.DataFrame(rows[1:], columns=list(rows[0])),
    }
    for name, table in tables.items():
        ours = dict(zip(table["sub_source_id"], table["emission_t"], strict=True))
        assert ours == pytest.approx(known, rel=1e-9), name
    watched.check()


def test_chart_can_be_saved_as_svg_and_png(watched: Watched, tmp_path: Path) -> None:
    watched.open("map", "zh")
    watched.page.get_by_text("数据与下载").first.click()
    picture = download(watched, "SVG", tmp_path).read_text(encoding="utf-8")
    assert picture.startswith("<svg") and "2015–2019 合计" in picture
    assert picture.count("<path") > 30, "a shape for every province"
    assert download(watched, "PNG", tmp_path).read_bytes().startswith(b"\x89PNG")


def test_sql_page_answers_refuses_and_answers_again(
    watched: Watched, tmp_path: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    watched.open("sql")
    editor = watched.page.get_by_label("Statement")

    def run(statement: str) -> None:
        editor.fill(statement)
        editor.press("Control+Enter")
        watched.settle()
        watched.page.get_by_role("button", name="Run").click()

    run("select * from fct_activities, range(3)")
    expect(watched.page.get_by_text("Cut: the first 10,000 rows")).to_be_visible()
    whole = download(watched, "PARQUET", tmp_path)
    count = warehouse.execute("select 3 * count(*) from fct_activities").fetchone()
    assert count is not None and len(pd.read_parquet(whole)) == count[0]
    attack = (
        "select '<img src=x onerror=alert(1)>![x](http://127.0.0.1:9/x.png)' from x"
    )
    run(attack)
    expect(watched.page.get_by_text("Table with name x does not exist")).to_be_visible()
    assert watched.page.locator("img[src='x']").count() == 0
    run("select * from read_text('/etc/passwd')")
    expect(watched.page.get_by_text("is not available here")).to_be_visible()
    run("select 42 as answer")
    expect(watched.page.get_by_text("1 rows in")).to_be_visible()
    assert watched.outside == []


def test_text_of_a_link_and_of_a_result_stays_text(watched: Watched) -> None:
    attack = "<img src=x onerror=window.broken=1>"
    text = quote(attack)
    watched.open(f"claims?words={text}&paper={text}&verdict={text}")
    expect(watched.page.get_by_label("Search")).to_have_value(attack)
    statement = f"select '{attack}' as \"{attack}\""
    watched.open(f"sql?sql={quote(statement)}&table={text}&example={text}")
    expect(watched.page.get_by_label("Statement")).to_have_value(statement)
    watched.page.get_by_role("button", name="Run").click()
    expect(watched.page.get_by_text("1 rows in")).to_be_visible()
    assert watched.page.locator("img[src=x]").count() == 0
    assert watched.page.evaluate("window.broken === undefined")
    watched.check()


def test_map_click_leads_to_the_explanation(watched: Watched) -> None:
    watched.open("map")
    chart = watched.page.locator("[data-testid=stVegaLiteChart]").first
    area = chart.bounding_box()
    assert area is not None
    # A point in the middle of the map lies in some province.
    chart.click(position={"x": area["width"] * 0.55, "y": 180})
    link = watched.page.get_by_role("link", name="Explain the number of")
    link.click()
    expect(watched.page.locator("h1")).to_have_text("Explain a number")
    assert re.search(r"province=\d{6}", watched.page.url)
    watched.settle()
    watched.check()


def test_newer_build_appears_without_a_restart(
    browser: Browser, published_file: Path, tmp_path: Path
) -> None:
    for build in ("1", "2"):
        (tmp_path / f"vanadis-{build}.duckdb").symlink_to(published_file)
    pointer = tmp_path / "current.json"
    pointer.write_text(json.dumps({"file": "vanadis-1.duckdb"}))
    with served(tmp_path) as address:
        watched = Watched(browser.new_page(), address)
        watched.open("flux")
        expect(watched.page.get_by_text("build 1").first).to_be_visible()
        pointer.write_text(json.dumps({"file": "vanadis-2.duckdb"}))
        choose(watched, "Period", "2018")
        expect(watched.page.get_by_text("build 2").first).to_be_visible()
        expect(watched.page.get_by_text("build 1")).to_have_count(0)
        watched.check()


def test_server_listens_on_localhost_only(address: str) -> None:
    port = int(address.rsplit(":", 1)[1])
    listening = Path("/proc/net/tcp").read_text().splitlines()[1:]
    wanted = f":{port:04X}"
    sockets = [line.split() for line in listening]
    places = {s[1] for s in sockets if s[1].endswith(wanted) and s[3] == "0A"}
    assert places == {f"0100007F{wanted}"}
