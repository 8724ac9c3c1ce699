from vanadis.chain.adjustment import adjust_balances


def model(dbt, session):
    return adjust_balances(
        dbt.ref("int_chain__parameters").df(),
        dbt.ref("stg_chain__stage_balances").df(),
        dbt.ref("stg_reference__bases").df(),
        n_draws=int(dbt.config.meta_get("n_draws")),
        seed=int(dbt.config.meta_get("random_seed")),
    )
