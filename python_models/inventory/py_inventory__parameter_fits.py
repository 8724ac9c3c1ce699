from vanadis.uncertainty_tables import fits_table


def model(dbt, session):
    return fits_table(
        dbt.ref("int_uncertainty__samples").df(),
        n_resamples=int(dbt.config.meta_get("n_resamples")),
        seed=int(dbt.config.meta_get("random_seed")),
    )
