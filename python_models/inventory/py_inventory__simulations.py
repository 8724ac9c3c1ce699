from vanadis.uncertainty_tables import simulation_batches


def model(dbt, session):
    frames = {
        "parameters": dbt.ref("int_uncertainty__simulation_parameters").df(),
        "terms": dbt.ref("int_inventory__factor_terms").df(),
        "activities": dbt.ref("int_uncertainty__simulation_activities").df(),
        "correlations": dbt.ref("int_uncertainty__rank_correlations").df(),
        "compositions": dbt.ref("int_uncertainty__compositions").df(),
        "samples": dbt.ref("int_uncertainty__samples").df(),
    }
    return simulation_batches(
        frames,
        n_draws=int(dbt.config.meta_get("n_draws")),
        n_stored_draws=int(dbt.config.meta_get("n_stored_draws")),
        seed=int(dbt.config.meta_get("random_seed")),
        sampling=dbt.config.meta_get("sampling"),
    )
