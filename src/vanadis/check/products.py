"""Catch a figure that no longer equals the product it was printed or derived as."""

import math
from collections.abc import Mapping, Sequence

from vanadis.check.findings import Breach
from vanadis.check.package import Resource
from vanadis.check.table import Table
from vanadis.check.values import to_number


def check_products(resource: Resource, table: Table) -> list[Breach]:
    """Return rows whose product differs from its factors by more than rounding.

    ``vanadis:products`` names the product, its factors and the step each is rounded
    to. Rows without one of the figures are left alone.
    """
    found: list[Breach] = []
    for rule in resource.extra.get("vanadis:products", []):
        product, factors = rule["product"], rule["factors"]
        rows, expected = [], []
        for i, (text, *others) in enumerate(table.rows((product, *factors))):
            given = to_number(text)
            if math.isnan(given):
                continue
            parts = [to_number(other) for other in others]
            off = abs(given - math.prod(parts))
            # A NaN compares false: a gap is no error.
            if off > 0 and off > _rounding(parts, product, factors, rule["steps"]):
                rows.append(i)
                expected.append(
                    f"expected {product} = {' x '.join(factors)}, found {given:g} and "
                    f"{math.prod(parts):g}: {rule['reason']}"
                )
        found += table.breach(factors[0], "product", rows, expected)
    return found


def _rounding(
    parts: list[float],
    product: str,
    factors: Sequence[str],
    steps: Mapping[str, float],
) -> float:
    """Return how far rounding alone can part a product from its factors."""
    total = steps[product] / 2
    for i, name in enumerate(factors):
        total += steps[name] / 2 * math.prod(parts[:i] + parts[i + 1 :])
    return total
