"""Numbers as people read them. An unknown number is never shown as zero."""

import math

NO_DATA = "–"


def number(value: float | None, *, digits: int = 4) -> str:
    """Round to significant digits and group thousands: 42964.2 -> '42,960'."""
    if value is None or math.isnan(value):
        return NO_DATA
    if value == 0:
        return "0"
    decimals = digits - 1 - math.floor(math.log10(abs(value)))
    rounded = round(value, decimals)
    if abs(rounded) < 1e-4:
        return f"{rounded:.{digits - 1}e}"
    text = f"{rounded:,.{max(decimals, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def interval(low: float | None, high: float | None, *, digits: int = 3) -> str:
    """Show a range: '38,100 to 47,900', or nothing known."""
    low_text, high_text = number(low, digits=digits), number(high, digits=digits)
    if NO_DATA in (low_text, high_text):
        return NO_DATA
    return f"{low_text} … {high_text}"


def percent(fraction: float | None, *, digits: int = 3) -> str:
    """Show a fraction as a percentage: 0.4567 -> '45.7 %'."""
    if fraction is None or math.isnan(fraction):
        return NO_DATA
    return f"{number(fraction * 100, digits=digits)} %"
