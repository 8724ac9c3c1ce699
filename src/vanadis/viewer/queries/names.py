"""Names of keys in the language of the reader, taken from the dimensions."""

from vanadis.viewer.reader import Read

# Dimension, key column and stem of its name columns.
DIMENSIONS = {
    "province": ("dim_province", "province_code", "province_name"),
    "region": ("dim_region", "region_id", "region_name"),
    "category": ("dim_category", "category_id", "category_name"),
    "receptor": ("dim_receptor", "receptor_id", "receptor_name"),
    "sub_source": ("dim_sub_source", "sub_source_id", "sub_source_name"),
    "method": ("dim_method", "method_id", "method_name"),
    "stage": ("dim_stage", "stage_id", "stage_name"),
    "product": ("dim_product", "product_id", "product_name"),
}


def names(read: Read, dimension: str, language: str) -> dict[str, str]:
    """Return names by key; Chinese where asked for and present."""
    table, key, name = DIMENSIONS[dimension]
    # Some dimensions have English names only.
    rows = read(f"select * from {table} order by all", {})
    chinese = f"{name}_zh"
    column = chinese if language == "zh" and chinese in rows else name
    return dict(zip(rows[key], rows[column], strict=True))
