"""What the seed check reports: one line per finding."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

# Findings printed per file, column and rule; the rest are counted.
LISTED_PER_RULE = 20


@dataclass(frozen=True)
class Finding:
    """One value that breaks one rule."""

    file: PurePath
    line: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        """Return ``file:line: column 'c': value 'v': expected ...``."""
        column = f" column '{self.column}':" if self.column else ""
        return (
            f"{self.file.as_posix()}:{self.line}:{column} "
            f"value '{_shown(self.value)}': {self.expected}"
        )


@dataclass(frozen=True)
class Breach:
    """One rule broken in one column of one file, on one or many lines."""

    file: PurePath
    column: str
    rule: str
    lines: Sequence[int]
    values: Sequence[str]
    expected: str | Sequence[str]

    def findings(self) -> Iterator[Finding]:
        """Yield one finding per line, in file order."""
        order = sorted(range(len(self.lines)), key=self.lines.__getitem__)
        for i in order:
            expected = self.expected if isinstance(self.expected, str) else None
            yield Finding(
                file=self.file,
                line=int(self.lines[i]),
                column=self.column,
                value=str(self.values[i]),
                expected=expected or self.expected[i],
            )


def report(breaches: Iterable[Breach]) -> list[str]:
    """Return the lines to print, long runs of one rule cut off with a count."""
    listed: list[tuple[PurePath, int, str]] = []
    for breach in breaches:
        for number, finding in enumerate(breach.findings()):
            if number < LISTED_PER_RULE:
                listed.append((breach.file, finding.line, str(finding)))
                continue
            column = f" column '{breach.column}':" if breach.column else ""
            hidden = len(breach.lines) - LISTED_PER_RULE
            text = (
                f"{breach.file.as_posix()}:{finding.line}:{column} "
                f"{hidden} more lines break the rule '{breach.rule}'"
            )
            listed.append((breach.file, finding.line, text))
            break
    return [text for _, _, text in sorted(listed)]


def _shown(value: str) -> str:
    """Return a value short enough to read, with control characters spelt out."""
    text = value if value.isprintable() else value.encode("unicode_escape").decode()
    return text if len(text) <= 60 else text[:57] + "..."
