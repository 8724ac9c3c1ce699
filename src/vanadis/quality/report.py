"""The quality report: one HTML file that needs no network."""

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from vanadis.publish.files import replace

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem;
       padding: 0 1rem; color: #222; background: #fff; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem;
         border-bottom: 1px solid #ddd; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
.passed { color: #17663a; } .warn { color: #8a5a00; } .error { color: #a11; }
code { font-size: 90%; }
.why { color: #555; font-size: 90%; }
@media (prefers-color-scheme: dark) {
  body { color: #ddd; background: #181818; } th, td { border-color: #444; }
  .passed { color: #7fd6a2; } .warn { color: #e5b567; } .error { color: #ff8f8f; }
  .why { color: #aaa; } }
"""


def write_report(
    path: Path,
    *,
    title: str,
    rules: Iterable[Mapping[str, Any]],
    reasons: Sequence[str],
) -> None:
    """Write the report in one step.

    Parameters
    ----------
    path
        The HTML file.
    title
        Name of the build.
    rules
        Rows of ``fct_quality_results``.
    reasons
        Why the build was not published; empty if it was.
    """
    draft = path.with_name(f".{path.name}.tmp")
    draft.write_text(html(title, list(rules), reasons), encoding="utf-8")
    replace(draft, path)


def html(title: str, rules: list[Mapping[str, Any]], reasons: Sequence[str]) -> str:
    """Return the report as one HTML page."""
    broken = [rule for rule in rules if not rule["is_passed"]]
    errors = sum(rule["severity"] == "error" for rule in broken)
    state = "Not published" if reasons else "Published"
    parts = [
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>",
        f"<title>Quality of {escape(title)}</title>",
        f"<style>{_STYLE}</style></head><body>",
        f"<h1>Quality of build {escape(title)}</h1>",
        f"<p><b>{state}.</b> {len(rules)} rules, {len(rules) - len(broken)} hold, "
        f"{errors} errors, {len(broken) - errors} warnings.</p>",
    ]
    if reasons:
        items = "".join(f"<li><code>{escape(reason)}</code></li>" for reason in reasons)
        parts.append(f"<h2>Why it was not published</h2><ul>{items}</ul>")
    for suite in dict.fromkeys(rule["suite_name"] for rule in rules):
        parts.append(_section(suite, [r for r in rules if r["suite_name"] == suite]))
    parts.append("</body></html>")
    return "\n".join(parts)


def _section(suite: str, rules: list[Mapping[str, Any]]) -> str:
    # What fails comes first, errors before warnings.
    ordered = sorted(
        rules, key=lambda r: (r["is_passed"], r["severity"] != "error", r["rule_id"])
    )
    rows = "\n".join(_rule(rule) for rule in ordered)
    return (
        f"<h2>{escape(suite)}</h2><table><tr><th>Rule</th><th>State</th><th>Table</th>"
        f"<th>Rows</th><th>Failing</th></tr>{rows}</table>"
    )


def _rule(rule: Mapping[str, Any]) -> str:
    state = "passed" if rule["is_passed"] else rule["severity"]
    source = rule["bound_source"]
    why = (rule["why"] or "") + (f" ({source})" if source else "")
    sample = ""
    if not rule["is_passed"] and rule["failing_sample"]:
        rows = json.loads(rule["failing_sample"])
        shown = "<br>".join(escape(json.dumps(row, ensure_ascii=False)) for row in rows)
        sample = f"<br><code>{shown}</code>"
    expected = f"{rule['column_name'] or ''} {rule['expected'] or ''}".strip()
    checked = "" if rule["checked_count"] is None else f"{rule['checked_count']:,}"
    return (
        f"<tr><td><code>{escape(rule['rule_id'])}</code><br>"
        f"<span class='why'>{escape(expected)}<br>{escape(why)}</span>{sample}"
        f"</td><td class='{state}'>{state}</td><td>{escape(rule['table_name'] or '')}"
        f"</td><td class='number'>{checked}</td>"
        f"<td class='number'>{rule['failing_count']:,}</td></tr>"
    )
