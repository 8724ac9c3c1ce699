from vanadis.chain.measures import chain_measures


def model(dbt, session):
    return chain_measures(
        dbt.ref("int_chain__parameters").df(),
        dbt.ref("stg_chain__stage_balances").df(),
        dbt.ref("stg_chain__criterion_weights").df(),
        dbt.ref("int_chain__printed_criteria").df(),
        n_draws=int(dbt.config.meta_get("n_draws")),
        seed=int(dbt.config.meta_get("random_seed")),
    )
