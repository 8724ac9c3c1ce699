"""What the uncertainty models of dbt return: one pass per method, as Arrow tables.

One simulation answers several questions. Its results come back in one row per method
whose columns are tables (lists of structs); each mart unnests the one it contracts.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from vanadis.bootstrap import parameter_fits
from vanadis.convergence import convergence
from vanadis.dependence_comparison import dependence_comparison
from vanadis.distributions import SpreadError
from vanadis.error_propagation import error_propagation
from vanadis.errors import VanadisError
from vanadis.inventory_model import Inventory, compile_inventory
from vanadis.key_categories import key_categories
from vanadis.montecarlo import simulate, stored_draws
from vanadis.progress import terminal_progress
from vanadis.seed_lines import line_of
from vanadis.sensitivity import outputs, sensitivities, value_of_information
from vanadis.streams import Sampling

Frames = Mapping[str, pd.DataFrame]


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


def _nested(frame: pd.DataFrame) -> pa.Array:
    """Put a table into one value: a list of structs."""
    table = pa.Table.from_pandas(frame, preserve_index=False).combine_chunks()
    # A column without any value has no type of its own.
    fields = [
        pa.field(f.name, pa.string() if pa.types.is_null(f.type) else f.type)
        for f in table.schema
    ]
    table = table.cast(pa.schema(fields))
    columns = [
        column.chunk(0) if column.num_chunks else pa.array([], column.type)
        for column in table.columns
    ]
    rows = pa.StructArray.from_arrays(columns, fields=fields)
    return pa.ListArray.from_arrays(pa.array([0, len(rows)], pa.int32()), rows)


def _with_years(frame: pd.DataFrame) -> pd.DataFrame:
    """Make years whole numbers with gaps; pandas reads them as fractions."""
    if "reference_year" not in frame:
        return frame
    return frame.assign(reference_year=frame["reference_year"].astype("Int32"))


def simulation_table(
    frames: Frames, *, n_draws: int, seed: int, sampling: Sampling
) -> pa.Table:
    """Run the Monte Carlo of every method and everything that reads its draws.

    Returns
    -------
    pyarrow.Table
        One row per method: method_id, intervals, sensitivities, values,
        dependence_comparisons, convergence.
    """
    tables = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for method_id, inventory in inventories(frames):
            run = simulate(
                inventory,
                seed=seed,
                n_draws=n_draws,
                sampling=sampling,
                compare_dependence=True,
                executor=pool,
                on_progress=terminal_progress(f"Monte Carlo of {method_id}"),
            )
            leading = {
                key: draws
                for key, draws in outputs(run).items()
                if key[0] in ("national", "category")
            }
            results = {
                "intervals": run.intervals.assign(n_draws=n_draws),
                "sensitivities": sensitivities(run),
                "information_values": value_of_information(run),
                "dependence_comparisons": dependence_comparison(run),
                "convergence": convergence(leading),
            }
            nested = {
                name: _nested(_with_years(frame)) for name, frame in results.items()
            }
            tables.append(pa.table({"method_id": pa.array([method_id]), **nested}))
    return pa.concat_tables(tables)


DRAWS_SCHEMA = pa.schema(
    [
        ("method_id", pa.string()),
        ("province_code", pa.string()),
        ("sub_source_id", pa.string()),
        ("reference_year", pa.int32()),
        ("emission_draws_t", pa.list_(pa.float64())),
    ]
)


def draws_batches(
    frames: Frames, *, n_draws: int, n_stored_draws: int, seed: int, sampling: Sampling
) -> pa.RecordBatchReader:
    """Stream the stored draws of every cell, one province at a time."""

    def batches() -> Iterator[pa.RecordBatch]:
        for method_id, inventory in inventories(frames):
            for block in stored_draws(
                inventory,
                seed=seed,
                n_draws=n_draws,
                n_keep=min(n_stored_draws, n_draws),
                sampling=sampling,
            ):
                n_cells, n_keep = block.emissions.shape
                places = [inventory.cells[cell] for cell in block.cells]
                edges = np.arange(n_cells + 1, dtype=np.int32) * n_keep
                yield pa.RecordBatch.from_arrays(
                    [
                        pa.array([method_id] * n_cells),
                        pa.array([block.province_code] * n_cells),
                        pa.array([inventory.sub_source_ids[s] for s, _ in places]),
                        pa.array([inventory.years[y] for _, y in places], pa.int32()),
                        pa.ListArray.from_arrays(
                            pa.array(edges), pa.array(block.emissions.ravel())
                        ),
                    ],
                    schema=DRAWS_SCHEMA,
                )

    return pa.RecordBatchReader.from_batches(DRAWS_SCHEMA, batches())


def propagation_table(frames: Frames) -> pd.DataFrame:
    """Approach 1 of every method."""
    return pd.concat(
        [
            _with_years(error_propagation(inventory)).assign(method_id=method_id)
            for method_id, inventory in inventories(frames)
        ],
        ignore_index=True,
    )


def fits_table(samples: pd.DataFrame, *, n_resamples: int, seed: int) -> pa.Table:
    """Fit every sampled parameter; the quantile plot's data is a column of each fit.

    Parameters
    ----------
    samples
        parameter_id, unit, sample_value, detection_limit_value, is_below_detection,
        sample_kind and seed_file.
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
        file = rows.loc[rows["parameter_id"] == error.parameter_id, "seed_file"].iloc[0]
        raise VanadisError(f"{file}: {error}") from None
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


def key_category_table(
    emissions: pd.DataFrame, *, key_pct: float, leading_pct: float
) -> pd.DataFrame:
    """Key categories of every method, national (no province_code) and per province."""
    return pd.concat(
        [
            _with_years(
                key_categories(rows, key_pct=key_pct, leading_pct=leading_pct)
            ).assign(method_id=method_id)
            for method_id, rows in emissions.groupby("method_id", sort=True)
        ],
        ignore_index=True,
    )
