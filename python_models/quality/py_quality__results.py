from vanadis.quality import run_suites


def model(dbt, session):
    tables = {
        "dim_parameter": dbt.ref("dim_parameter"),
        "dim_reference": dbt.ref("dim_reference"),
        "dim_sub_source": dbt.ref("dim_sub_source"),
        "fct_activities": dbt.ref("fct_activities"),
        "fct_chain_linkages": dbt.ref("fct_chain_linkages"),
        "fct_chain_shock_responses": dbt.ref("fct_chain_shock_responses"),
        "fct_context_indicators": dbt.ref("fct_context_indicators"),
        "fct_emission_drivers": dbt.ref("fct_emission_drivers"),
        "fct_emission_factors": dbt.ref("fct_emission_factors"),
        "fct_emission_intervals": dbt.ref("fct_emission_intervals"),
        "fct_emissions": dbt.ref("fct_emissions"),
        "fct_factor_nodes": dbt.ref("fct_factor_nodes"),
        "fct_physical_bounds": dbt.ref("fct_physical_bounds"),
        "fct_provenance_coverage": dbt.ref("fct_provenance_coverage"),
    }
    return run_suites(session, tables)
