"""How fast the viewer answers: first page, filter change, a query in the sandbox.

Real Chromium on the published file. The first page is timed from a fresh profile to
the first drawn chart; a filter change from the click on an option to the redrawn
chart; the sandbox against the same query in this process. Wall times: run it on a
quiet machine.
"""

import os
import statistics
import sys
import time

from playwright.sync_api import Browser, Page, sync_playwright

from vanadis import warehouse
from vanadis.viewer.sandbox import runner
from vanadis.viewer.serve import served

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]
FIRST_PAGE_S, REDRAW_S, SANDBOX_S = 3.0, 0.5, 0.3
CHART = "[data-testid=stVegaLiteChart] svg"
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
QUERY = "select count(*) as n from fct_emissions"
FILTERS = {
    "map": ("Period", ["2015", "2016", "2017", "2018", "2019"]),
    "trends": ("Province", ["Beijing", "Tianjin", "Hebei", "Shanxi", "Jilin"]),
}


def first_page_s(browser: Browser, address: str) -> float:
    """Time the overview in a browser that has never seen it."""
    context = browser.new_context()
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(CHART)
    seconds = time.perf_counter() - start
    context.close()
    return seconds


def redraws_s(page: Page, address: str, path: str) -> list[float]:
    """Time each change of one filter; the first one warms the caches."""
    label, options = FILTERS[path]
    page.goto(f"{address}/{path}")
    page.wait_for_selector(CHART)
    page.wait_for_selector(IDLE)
    page.wait_for_timeout(1500)
    times = []
    for option in options:
        page.get_by_role("combobox", name=label).click()
        before = page.locator(CHART).first.evaluate("chart => chart.outerHTML")
        choice = page.get_by_role("option", name=option, exact=True)
        choice.wait_for()
        start = time.perf_counter()
        choice.click()
        page.wait_for_function(
            "([selector, before]) => {"
            " const chart = document.querySelector(selector);"
            " return chart && chart.outerHTML !== before; }",
            arg=[CHART, before],
        )
        times.append(time.perf_counter() - start)
        page.wait_for_selector(IDLE)
        page.wait_for_timeout(500)
    return times[1:]


def sandbox_overhead_s() -> float:
    """Compare a query in its own process with the same one here."""
    path = warehouse.current().path
    inside = []
    outside = []
    with warehouse.connect(path) as connection:
        for _ in range(9):
            start = time.perf_counter()
            connection.execute(QUERY).fetchall()
            inside.append(time.perf_counter() - start)
            start = time.perf_counter()
            runner.run(path, QUERY)
            outside.append(time.perf_counter() - start)
    return statistics.median(outside) - statistics.median(inside)


def main() -> int:
    """Print each figure beside its limit; 1 if one is missed."""
    rows = [("query in the sandbox, overhead", sandbox_overhead_s(), SANDBOX_S)]
    folder = warehouse.current().path.parent
    with served(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        # The first visitor also pays for the server's imports.
        first = first_page_s(browser, address)
        rows.append(("first page, first visitor", first, FIRST_PAGE_S))
        again = statistics.median(first_page_s(browser, address) for _ in range(3))
        rows.append(("first page, fresh browser", again, FIRST_PAGE_S))
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        for path in FILTERS:
            seconds = statistics.median(redraws_s(page, address, path))
            rows.append((f"filter change on {path}", seconds, REDRAW_S))
        browser.close()
    load = os.getloadavg()[0]
    print(f"load average {load:.1f} on {os.cpu_count()} cores")
    for name, seconds, limit in rows:
        verdict = "ok" if seconds <= limit else "MISSED"
        print(f"{name:34s} {seconds:6.2f} s   limit {limit:.1f} s   {verdict}")
    return int(any(seconds > limit for _, seconds, limit in rows))


if __name__ == "__main__":
    sys.exit(main())
