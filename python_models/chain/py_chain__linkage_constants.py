from vanadis.chain.replica import linkage_constants


def model(dbt, session):
    return linkage_constants(dbt.ref("int_chain__linkage_cells").df())
