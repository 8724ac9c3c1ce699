"""A small made-up inventory, in the row form the warehouse hands to the kernels."""

import pandas as pd

from vanadis.inventory_model import Inventory
from vanadis.inventory_rows import SPREAD_FIGURES, compile_inventory

TERMS = [
    ("pass", 1, 0, 1.0, []),
    ("pass", 1, 1, -1.0, ["share", "removal"]),
    ("coal", 3, 0, 1.0, ["content", "release", "pass"]),
    ("steel", 3, 0, 1.0, ["steel_factor"]),
    ("waste", 3, 0, 1.0, ["waste_factor"]),
]
PARAMETERS = [
    {"parameter_id": "content", "point_value": 0.035, "cv_frac": 0.3},
    {"parameter_id": "release", "family": "beta", "point_value": 0.8, "sd": 0.08},
    {
        "parameter_id": "share",
        "family": "triangular",
        "point_value": 0.7,
        "low": 0.6,
        "high": 0.8,
    },
    {"parameter_id": "removal", "family": "beta", "point_value": 0.9, "sd": 0.03},
    {"parameter_id": "steel_factor", "point_value": 0.0015, "cv_frac": 0.5},
    {"parameter_id": "waste_factor", "point_value": 0.0003, "factor_95_ratio": 3.0},
    {"parameter_id": "unused", "point_value": 1.0, "cv_frac": 0.1},
]
# sub-source, category, receptor, node, activity cv, systematic share
SUB_SOURCES = [
    ("coal_rc", "coal", "air", "coal", 0.10, 0.5),
    ("industry_sm", "industry", "air", "steel", 0.05, 0.5),
    ("waste_sw", "waste", "soil", "waste", 0.20, 0.25),
]
YEARS = (2015, 2017, 2019)


def parameters() -> pd.DataFrame:
    blank = dict.fromkeys(SPREAD_FIGURES)
    rows = [{"family": "lognormal", **blank, **row} for row in PARAMETERS]
    return pd.DataFrame(rows)


def terms() -> pd.DataFrame:
    columns = ["node_id", "level", "term_no", "coefficient", "operand_ids"]
    return pd.DataFrame(TERMS, columns=columns)


def activities(n_provinces: int = 4) -> pd.DataFrame:
    rows = []
    for p in range(n_provinces):
        code = f"{11 + p}0000"
        for s, (sub_source, category, receptor, node, cv, share) in enumerate(
            SUB_SOURCES
        ):
            for y, year in enumerate(YEARS):
                for u, use in enumerate(["industry", "power"][: 2 - (s > 0)]):
                    name = f"activity.{sub_source}.{use}.{code}.{year}"
                    # The waste of all provinces is one national figure, allocated.
                    national = f"activity.{sub_source}.{year}"
                    rows.append(
                        {
                            "province_code": code,
                            "region_id": "nc" if p % 2 else "ec",
                            "sub_source_id": sub_source,
                            "category_id": category,
                            "receptor_id": receptor,
                            "reference_year": year,
                            "use_id": use,
                            "parameter_id": name,
                            "amount": 1e7 * (1 + p) * (1 + 0.1 * y) / (1 + s) / (1 + u),
                            "node_id": node,
                            "draw_id": national if category == "waste" else name,
                            "dependence_group_id": category,
                            "family": "normal",
                            "cv_frac": cv,
                            "systematic_share_frac": share,
                        }
                    )
    return pd.DataFrame(rows)


def correlations() -> pd.DataFrame:
    columns = [
        "dependence_group_id",
        "parameter_id",
        "other_parameter_id",
        "rank_correlation_coef",
    ]
    return pd.DataFrame([("coal", "content", "release", 0.5)], columns=columns)


def compositions() -> pd.DataFrame:
    columns = ["dependence_group_id", "parameter_id", "is_at_most"]
    return pd.DataFrame([("devices", "share", True)], columns=columns)


def inventory(n_provinces: int = 4, **frames: pd.DataFrame) -> Inventory:
    made = {
        "parameters": parameters(),
        "terms": terms(),
        "activities": activities(n_provinces),
        "correlations": correlations(),
        "compositions": compositions(),
    }
    return compile_inventory(**{**made, **frames})
