"""View state in the URL: short names, our own ids as values, any language."""

from collections.abc import Mapping, Sequence


def choice(
    parameters: Mapping[str, str], name: str, *, options: Sequence[str], default: str
) -> str:
    """Return the option that the URL names, or the default."""
    value = parameters.get(name, default)
    return value if value in options else default


def choices(
    parameters: Mapping[str, str],
    name: str,
    *,
    options: Sequence[str],
    default: Sequence[str],
) -> list[str]:
    """Return the options that the URL names, comma-separated, or the default."""
    value = parameters.get(name)
    if value is None:
        return list(default)
    named = value.split(",")
    return [option for option in options if option in named]


def as_parameter(value: str | Sequence[str]) -> str:
    """Return a choice as it stands in the URL."""
    return value if isinstance(value, str) else ",".join(value)
