"""Input-output measures as rows."""

from vanadis.chain import linkages
from vanadis.chain.inputs import Row
from vanadis.chain.intervals import interval_rows
from vanadis.chain.rules import STAGES
from vanadis.chain.solve import Chain

# Sums of an inverse count output per unit; everything else is relative.
TOTALS = ("leontief_backward", "ghosh_forward")


def linkage_rows(chain: Chain) -> list[Row]:
    """Return coefficients, inverses, linkage indices and extraction weights."""
    flows, outputs = chain.balance.flows, chain.balance.outputs
    inverse = chain.requirements
    of_ghosh = linkages.allocation_totals(inverse, outputs)
    backward = linkages.backward_linkages(inverse)
    forward = linkages.forward_linkages(of_ghosh)
    pairs = {
        "leontief_coefficient": linkages.input_coefficients(flows, outputs),
        "ghosh_coefficient": linkages.allocation_coefficients(flows, outputs),
        "leontief_inverse": inverse,
        "ghosh_inverse": of_ghosh,
    }
    stages = {
        "leontief_backward": backward,
        "ghosh_forward": forward,
        "rasmussen_backward": linkages.rasmussen_index(backward),
        "rasmussen_forward": linkages.rasmussen_index(
            linkages.forward_linkages(inverse)
        ),
        "ghosh_forward_index": linkages.rasmussen_index(forward),
        "extraction_weight": linkages.extraction_weights(inverse, outputs),
    }
    years = {"reference_year": chain.years, "stage_id": STAGES}
    rows = [
        row
        for variant, values in pairs.items()
        for row in interval_rows(
            values,
            draw_axis=1,
            keys={**years, "to_stage_id": STAGES},
            unit="t V/t V",
            measure="linkage",
            variant=variant,
        )
    ]
    rows += [
        row
        for variant, values in stages.items()
        for row in interval_rows(
            values,
            draw_axis=1,
            keys=years,
            unit="t V/t V" if variant in TOTALS else "ratio",
            measure="linkage",
            variant=variant,
        )
    ]
    return rows
