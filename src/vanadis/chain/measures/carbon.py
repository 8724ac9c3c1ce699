"""Carbon and its change over time as rows."""

import numpy as np

from vanadis.chain.decomposition import output_and_intensity_effects
from vanadis.chain.inputs import Row
from vanadis.chain.intervals import interval_rows
from vanadis.chain.rules import STAGES
from vanadis.chain.solve import Chain


def carbon_rows(chain: Chain) -> list[Row]:
    """Return intensities, emissions and embodied carbon."""
    carbon, outputs = chain.carbon, chain.balance.outputs
    keys = {"reference_year": chain.years, "stage_id": STAGES}
    parts = {
        "carbon_intensity": (carbon.intensities, "t CO2/t"),
        "carbon_intensity_v": (carbon.emissions / outputs, "t CO2/t V"),
        "emission_co2": (carbon.emissions, "t CO2"),
        "embodied_carbon_v": (carbon.embodied, "t CO2/t V"),
    }
    return [
        row
        for measure, (values, unit) in parts.items()
        for row in interval_rows(
            values, draw_axis=1, keys=keys, unit=unit, measure=measure
        )
    ]


def decomposition_rows(chain: Chain) -> list[Row]:
    """Return LMDI effects from year to year and from the first year to each."""
    years, carbon = chain.years, chain.carbon
    spans = [(0, end) for end in range(1, len(years))]
    spans += [(end - 1, end) for end in range(2, len(years))]
    rows: list[Row] = []
    for start, end in spans:
        output, intensity = output_and_intensity_effects(
            output_start=carbon.masses[start],
            output_end=carbon.masses[end],
            emission_start=carbon.emissions[start],
            emission_end=carbon.emissions[end],
        )
        effects = np.stack([output, intensity, output + intensity])
        rows += interval_rows(
            effects,
            draw_axis=1,
            keys={"variant": ("output", "intensity", "total"), "stage_id": STAGES},
            unit="t CO2",
            measure="carbon_change",
            reference_year=years[end],
            base_year=years[start],
        )
    return rows
