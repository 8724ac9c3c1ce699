from vanadis.uncertainty_tables import propagation_table


def model(dbt, session):
    return propagation_table(
        {
            "parameters": dbt.ref("int_uncertainty__simulation_parameters").df(),
            "terms": dbt.ref("int_inventory__factor_terms").df(),
            "activities": dbt.ref("int_uncertainty__simulation_activities").df(),
            "correlations": dbt.ref("int_uncertainty__rank_correlations").df(),
            "compositions": dbt.ref("int_uncertainty__compositions").df(),
            "samples": dbt.ref("int_uncertainty__samples").df(),
        }
    )
