from vanadis.closure import close_unprinted


def model(dbt, session):
    system = dbt.ref("int_inventory__closure_system").df()
    return close_unprinted(system)
