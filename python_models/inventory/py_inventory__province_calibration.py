from vanadis.calibration import calibrate_multipliers


def model(dbt, session):
    cells = dbt.ref("int_inventory__calibration_cells").df()
    thresholds = dbt.ref("int_inventory__calibration_thresholds").df()
    # A threshold on a fuel the province does not burn is reported, not solved for.
    attainable = thresholds[thresholds["uniform_emission_t"] > 0]
    return calibrate_multipliers(cells, attainable).cells
