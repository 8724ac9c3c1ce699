"""Cells worked out from the printed figures alone, end to end, one per category."""

import duckdb
import pytest

pytestmark = pytest.mark.build

TIANJIN, CHINA = "120000", "000000"
MG_PER_KG = 1e-3  # kg/t

# literature, coal. Content 35.81 mg/kg.
CONTENT = 35.81 * MG_PER_KG
# Power: ESP 68 % x 97 %, bag filter 8.5 % x 98 %, hybrid 23 % x 98 %; desulfurisation
# 92 % x 70 %; SCR removes nothing. 88 % pulverised (0.845), 12 % fluidised (0.813).
POWER = (
    (1 - 0.68 * 0.97 - 0.085 * 0.98 - 0.23 * 0.98)
    * (1 - 0.92 * 0.70)
    * (0.88 * 0.845 + 0.12 * 0.813)
)
# Industry: cyclone 20 % x 40 %, scrubber 60 % x 70 %, ESP 5 % x 97 %, bag 10 % x 98 %;
# 85 % on grates (0.3608), 12 % fluidised, 3 % pulverised. Homes: grates, no control.
INDUSTRY = (1 - 0.2 * 0.4 - 0.6 * 0.7 - 0.05 * 0.97 - 0.1 * 0.98) * (
    0.85 * 0.3608 + 0.12 * 0.813 + 0.03 * 0.845
)
HOMES = 0.3608
# Tianjin 2015, kt: raw coal, and washed coal and briquettes in industry.
POWER_KT = 29870.3841
INDUSTRY_KT = 154.7003 + 3990.7771 + 1234.8461 + 124.7017 + 67.2922 + 106.4385
OTHER_KT = 203.7004 + 954.0012 + 245.7003
HOMES_KT = 781.601

# paper_replica: total 214820.1 t; steel of five years in 10^4 t.
STEEL_10KT = 80382.5 + 80836.57 + 83172.8 + 92953.81 + 99634.25
GASOLINE_10KT = 5306.59 + 5511.15 + 5698.53 + 6067.62 + 6244.92

CELLS = [
    pytest.param(
        *("literature", TIANJIN, "coal_rc"),
        CONTENT
        * (POWER_KT * POWER + (INDUSTRY_KT + OTHER_KT) * INDUSTRY + HOMES_KT * HOMES),
        id="coal",
    ),
    pytest.param(
        *("literature", TIANJIN, "oil_fo"),
        # 3.44 % V in 13.5 lb PM per 7880 lb of oil, kept as 1.7132 kg/t.
        (40.7 + 3.1935 + 75.1692 + 3.0373 + 11.5) * 0.0344 * 1.7132,
        id="oil",
    ),
    pytest.param(
        *("paper_replica", CHINA, "transport_go"),
        214820.1 * 0.082 * 0.228 * 5306.59 / GASOLINE_10KT,
        id="transport",
    ),
    pytest.param(
        *("literature", TIANJIN, "industry_sm"),
        2068.9e4 * 0.001 / 1000,  # 1 g/t
        id="industry",
    ),
    pytest.param(
        *("paper_replica", TIANJIN, "industry_sm"),
        214820.1 * 0.0348 * 0.882 * 2068.9 / STEEL_10KT,
        id="industry of the replica",
    ),
    pytest.param(
        *("literature", TIANJIN, "waste_sw"),
        22e4 * 150 * MG_PER_KG * 0.002 / 1000,  # 22 x 10^4 t, 0.2 % mobilised
        id="waste",
    ),
    pytest.param(
        *("literature", TIANJIN, "waste_ww"),
        93008.03e4 * 1e-6 / 1000,  # 1 ug/l = 10^-6 kg/m3
        id="wastewater",
    ),
]


@pytest.mark.parametrize(("method_id", "province", "sub_source", "expected_t"), CELLS)
def test_a_cell_of_2015_is_the_one_worked_out(
    shipped: duckdb.DuckDBPyConnection,
    method_id: str,
    province: str,
    sub_source: str,
    expected_t: float,
) -> None:
    found = shipped.execute(
        "select emission_t from fct_emissions where method_id = ? "
        "and province_code = ? and sub_source_id = ? and reference_year = 2015",
        [method_id, province, sub_source],
    ).fetchall()
    assert found == [(pytest.approx(expected_t, rel=1e-12),)]
