"""Tables as files, whole: CSV, Parquet, XLSX."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

# Rows of one sheet, less the header.
XLSX_MAX_ROWS = 1_048_575


def to_csv(frame: pd.DataFrame) -> bytes:
    """UTF-8 with a byte-order mark, so that Excel reads Chinese names."""
    return frame.to_csv(index=False).encode("utf-8-sig")


def to_parquet(frame: pd.DataFrame) -> bytes:
    """One Parquet file with the frame's own types."""
    buffer = BytesIO()
    frame.to_parquet(buffer, index=False)
    return buffer.getvalue()


def to_xlsx(frame: pd.DataFrame) -> bytes:
    """One sheet; lists become text, and no cell can act as a formula."""
    if len(frame) > XLSX_MAX_ROWS:
        raise ValueError(
            f"{len(frame):,} rows do not fit in one sheet ({XLSX_MAX_ROWS:,})."
        )
    book = Workbook(write_only=True)
    sheet = book.create_sheet("data")
    sheet.append([_cell(sheet, name) for name in frame.columns])
    for row in frame.itertuples(index=False, name=None):
        sheet.append([_cell(sheet, value) for value in row])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, list | tuple | dict | np.ndarray):
        value = str(list(value) if isinstance(value, np.ndarray) else value)
    elif value is None or value is pd.NaT or value != value:
        return None
    elif isinstance(value, pd.Timestamp):
        value = value.tz_convert("UTC").tz_localize(None) if value.tz else value
    elif isinstance(value, np.generic):
        value = value.item()
    cell = WriteOnlyCell(sheet, value=value)
    if cell.data_type == "f":
        # Text that starts with "=" stays text; nothing in a download calculates.
        cell.data_type = "s"
    return cell


FORMATS: dict[str, tuple[str, Callable[[pd.DataFrame], bytes]]] = {
    "csv": ("text/csv", to_csv),
    "parquet": ("application/vnd.apache.parquet", to_parquet),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        to_xlsx,
    ),
}
