from vanadis.uncertainty_tables import key_category_table


def model(dbt, session):
    return key_category_table(
        dbt.ref("int_uncertainty__category_emissions").df(),
        key_pct=float(dbt.config.meta_get("key_category_pct")),
        leading_pct=float(dbt.config.meta_get("leading_category_pct")),
    )
