"""What the uncertainty models of dbt return: one pass per method, as Arrow tables.

One simulation answers several questions. Its results come back in one row per method
whose columns are tables (lists of structs); each mart unnests the one it contracts.
"""

import math
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from vanadis.bootstrap import parameter_fits
from vanadis.convergence import CONVERGENCE_COLUMNS, convergence
from vanadis.dependence_comparison import COMPARISON_COLUMNS, dependence_comparison
from vanadis.distributions import SpreadError
from vanadis.error_propagation import PROPAGATION_COLUMNS, error_propagation
from vanadis.errors import VanadisError
from vanadis.inventory_model import Inventory
from vanadis.inventory_rows import compile_inventory
from vanadis.levels import INTERVAL_COLUMNS, KEY_COLUMNS
from vanadis.montecarlo import ProvinceResult, Simulation, run_provinces, start
from vanadis.progress import terminal_progress
from vanadis.seed_lines import line_of
from vanadis.sensitivity import SENSITIVITY_COLUMNS, sensitivities
from vanadis.streams import Sampling
from vanadis.uncertain_inputs import outputs
from vanadis.value_of_information import VALUE_COLUMNS, value_of_information

Array = NDArray[np.float64]
Frames = Mapping[str, pd.DataFrame]

# Stored draws keep this many digits of a cell's largest draw.
STORED_DIGITS = 6


def inventories(frames: Frames) -> Iterator[tuple[str, Inventory]]:
    """Compile the inventory of every method that has activities.

    Parameters
    ----------
    frames
        parameters, terms, activities, correlations, compositions and samples, as
        `vanadis.inventory_model.compile_inventory` describes them; terms and
        activities carry method_id, parameters and activities seed_file.
    """
    samples = {
        str(name): tuple(rows["sample_value"].astype(float))
        for name, rows in frames["samples"].groupby("parameter_id")
    }
    activities, terms = frames["activities"], frames["terms"]
    for method_id in sorted(activities["method_id"].unique()):
        own_activities = activities[activities["method_id"] == method_id]
        own_terms = terms_behind(terms, own_activities["node_id"])
        try:
            yield (
                str(method_id),
                compile_inventory(
                    parameters=frames["parameters"],
                    terms=own_terms.rename(columns={"node_level": "level"}),
                    activities=own_activities,
                    correlations=frames["correlations"],
                    compositions=frames["compositions"],
                    samples=samples,
                ),
            )
        except SpreadError as error:
            raise _at_its_line(error, frames) from None


def terms_behind(terms: pd.DataFrame, node_ids: Iterable[str]) -> pd.DataFrame:
    """Return the terms that nodes rest on, inherited ones of other methods included.

    A method that inherits names nodes of its base, so its own terms are not enough.
    """
    operands: dict[str, set[str]] = {}
    for node_id, operand_ids in zip(
        terms["node_id"], terms["operand_ids"], strict=True
    ):
        operands.setdefault(node_id, set()).update(operand_ids)
    needed: set[str] = set()
    open_nodes = set(node_ids) & operands.keys()
    while open_nodes:
        needed |= open_nodes
        below = set().union(*(operands[node] for node in open_nodes))
        open_nodes = (below & operands.keys()) - needed
    return terms[terms["node_id"].isin(needed)]


def _at_its_line(error: SpreadError, frames: Frames) -> VanadisError:
    """Name the seed file and line of the spread at fault."""
    for name in ("parameters", "activities"):
        rows = frames[name]
        rows = rows[rows["parameter_id"] == error.parameter_id]
        files = rows["seed_file"].dropna()
        if not files.empty:
            file = str(files.iloc[0])
            line = line_of(Path(file), error.parameter_id)
            return VanadisError(f"{file}{line}: {error}")
    return VanadisError(
        f"seeds/uncertainty/user_uncertainty__spreads.csv: {error}; add a row for it"
    )


# Columns that are not measures; all others hold floating-point numbers.
TEXTS = {
    *(column for column in KEY_COLUMNS if column != "reference_year"),
    *("key", "parameter_id", "input_kind", "scenario"),
}
WHOLE_NUMBERS = {"reference_year", "n_draws", "influence_rank", "value_rank"}
RESULT_COLUMNS = {
    "intervals": (*INTERVAL_COLUMNS, "n_draws"),
    "sensitivities": SENSITIVITY_COLUMNS,
    "information_values": VALUE_COLUMNS,
    "dependence_comparisons": COMPARISON_COLUMNS,
    "convergence": ("level", "key", *CONVERGENCE_COLUMNS),
    "error_propagation": PROPAGATION_COLUMNS,
}


def _type(column: str) -> pa.DataType:
    if column in TEXTS:
        return pa.string()
    return pa.int32() if column in WHOLE_NUMBERS else pa.float64()


SIMULATION_SCHEMA = pa.schema(
    [
        ("method_id", pa.string()),
        ("province_code", pa.string()),
        ("sub_source_id", pa.string()),
        ("reference_year", pa.int32()),
        ("emission_draws_t", pa.list_(pa.float64())),
        *(
            (name, pa.list_(pa.struct([(c, _type(c)) for c in columns])))
            for name, columns in RESULT_COLUMNS.items()
        ),
    ]
)


def _batch(columns: Mapping[str, pa.Array], n_rows: int) -> pa.RecordBatch:
    """Make a batch of the simulation's schema; columns not given are null."""
    return pa.RecordBatch.from_arrays(
        [
            columns.get(field.name, pa.nulls(n_rows, field.type))
            for field in SIMULATION_SCHEMA
        ],
        schema=SIMULATION_SCHEMA,
    )


def _nested(name: str, frame: pd.DataFrame) -> pa.Array:
    """Put a table into one value: a list of structs."""
    schema = pa.schema(list(SIMULATION_SCHEMA.field(name).type.value_type))
    table = pa.Table.from_pandas(frame, schema=schema, preserve_index=False)
    rows = table.to_struct_array().combine_chunks()
    return pa.ListArray.from_arrays(pa.array([0, len(rows)], pa.int32()), rows)


def _tables(run: Simulation) -> dict[str, pd.DataFrame]:
    """Everything that is read off one method's run."""
    leading = {
        key: draws
        for key, draws in outputs(run).items()
        if key[0] in ("national", "category")
    }
    return {
        "intervals": run.intervals.assign(n_draws=run.inputs.n_draws),
        "sensitivities": sensitivities(run),
        "information_values": value_of_information(run),
        "dependence_comparisons": dependence_comparison(run),
        "convergence": convergence(leading),
        "error_propagation": error_propagation(run.inventory),
    }


def _stored(
    method_id: str, result: ProvinceResult, n_stored_draws: int
) -> pa.RecordBatch:
    """Keep the first draws of a province's cells, as many as are stored.

    They are the very draws of the run. Draws are exchangeable, so the first ones are
    a simple random sample of all, and the same draw number means the same parameter
    values in every cell and every method.
    """
    cells = result.draws.cells
    kept = [rounded(row[:n_stored_draws]) for row in result.draws.emissions]
    edges = np.cumsum([0, *(row.size for row in kept)])
    columns = {
        "method_id": pa.array([method_id] * len(cells)),
        "province_code": pa.array([result.province_code] * len(cells)),
        "sub_source_id": pa.array([cell.sub_source_id for cell in cells]),
        "reference_year": pa.array([c.reference_year for c in cells], pa.int32()),
        "emission_draws_t": pa.ListArray.from_arrays(
            pa.array(edges, pa.int32()), pa.array(np.concatenate(kept))
        ),
    }
    return _batch(columns, len(cells))


def rounded(draws: Array) -> Array:
    """Round to six digits of the largest draw, which takes half the space."""
    largest = np.abs(draws).max()
    if largest == 0.0:
        return draws
    return np.round(draws, STORED_DIGITS - math.ceil(math.log10(largest)))


def simulation_batches(
    frames: Frames, *, n_draws: int, n_stored_draws: int, seed: int, sampling: Sampling
) -> pa.RecordBatchReader:
    """Run the Monte Carlo of every method and everything that reads its draws.

    Returns
    -------
    pyarrow.RecordBatchReader
        One row per method and cell with the list of its first draws, streamed by
        province, and one row per method whose columns are tables (see `_tables`).
    """
    # Before the first batch, so that what is wrong with an input is told plainly.
    runs = {
        method_id: start(inventory, seed=seed, n_draws=n_draws, sampling=sampling)
        for method_id, inventory in inventories(frames)
    }

    def batches() -> Iterator[pa.RecordBatch]:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for method_id, result in run_provinces(
                runs,
                compare_dependence=True,
                executor=pool,
                on_progress=terminal_progress("Monte Carlo, provinces"),
            ):
                yield _stored(method_id, result, n_stored_draws)
        for method_id, run in runs.items():
            nested = {
                name: _nested(name, table) for name, table in _tables(run).items()
            }
            yield _batch({"method_id": pa.array([method_id]), **nested}, 1)

    return pa.RecordBatchReader.from_batches(SIMULATION_SCHEMA, batches())


def fits_table(samples: pd.DataFrame, *, n_resamples: int, seed: int) -> pa.Table:
    """Fit every sampled parameter; the quantile plot's data is a column of each fit.

    Parameters
    ----------
    samples
        parameter_id, sample_id, unit, sample_value, detection_limit_value,
        is_below_detection, sample_kind and seed_file.
    """
    rows = samples.rename(
        columns={
            "sample_value": "value",
            "detection_limit_value": "detection_limit",
        }
    )
    try:
        fits, quantiles = parameter_fits(rows, n_resamples=n_resamples, seed=seed)
    except SpreadError as error:
        own = rows[rows["parameter_id"] == error.parameter_id]
        first = own.sort_values("sample_id").iloc[0]
        file = str(first["seed_file"])
        line = line_of(Path(file), str(first["sample_id"]))
        raise VanadisError(f"{file}{line}: {error}") from None
    kinds = rows.drop_duplicates("parameter_id").set_index("parameter_id")
    fits = fits.assign(sample_kind=fits["parameter_id"].map(kinds["sample_kind"]))
    keys = ["parameter_id", "family"]
    by_fit: dict[Any, list[Any]] = {
        key: group.drop(columns=keys).to_dict("records")
        for key, group in quantiles.groupby(keys)
    }
    table = pa.Table.from_pandas(fits, preserve_index=False)
    lists = [
        by_fit.get(key, []) for key in zip(fits[keys[0]], fits[keys[1]], strict=True)
    ]
    return table.append_column("quantiles", pa.array(lists))
