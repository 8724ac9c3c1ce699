from vanadis.calibration import calibrate_multipliers


def model(dbt, session):
    # In a fixed order: the solver's last digits depend on it.
    cells = dbt.ref("int_inventory__calibration_cells")
    cells = cells.order("sub_source_id, province_code").df()
    thresholds = dbt.ref("int_inventory__calibration_thresholds")
    thresholds = thresholds.order("constraint_id").df()
    # A threshold on a fuel the province does not burn is reported, not solved for.
    attainable = thresholds[thresholds["uniform_emission_t"] > 0]
    return calibrate_multipliers(cells, attainable).cells
