-- A table: many models read it.
{{ config(materialized='table') }}

with

free_parameters as (

    select * from {{ ref('int_inventory__free_parameters') }}

),

anchored_parameters as (

    select * from {{ ref('int_inventory__anchored_parameters') }}

),

final as (

    select
        ---------- keys
        parameter_id,

        ---------- attributes
        quantity,
        subject,
        technology,
        region,
        unit,
        n_samples,

        ---------- measures
        point_value,
        sd_value,
        low_value,
        high_value,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file
    from free_parameters

    union all

    select
        parameter_id,
        quantity,
        subject,
        null as technology,
        'China' as region,
        unit,
        null as n_samples,
        point_value,
        null as sd_value,
        low_value,
        high_value,
        source_key,
        source_locator,
        basis,
        note,
        'seeds/papers/raw_papers__anchors.csv' as seed_file
    from anchored_parameters

)

select * from final
