-- A table: many models read it.
{{ config(materialized='table') }}

-- Parameters whose value stands in a seed, in standard units.
with

literature as (

    select * from {{ ref('stg_literature__parameters') }}

),

multipliers as (

    select * from {{ ref('int_inventory__multipliers_calibrated') }}

),

units as (

    select * from {{ ref('stg_reference__units') }}

),

final as (

    select
        ---------- keys
        literature.parameter_id,

        ---------- attributes
        literature.quantity,
        literature.subject,
        literature.technology,
        literature.region,
        units.standard_unit as unit,
        literature.n_samples,

        ---------- measures
        literature.printed_value * units.factor_to_standard as point_value,
        literature.printed_sd_value * units.factor_to_standard as sd_value,
        literature.printed_low_value * units.factor_to_standard as low_value,
        literature.printed_high_value * units.factor_to_standard as high_value,

        ---------- provenance
        literature.source_key,
        literature.source_locator,
        literature.basis,
        literature.note,
        literature.seed_file
    from literature
    left join units
        on literature.unit = units.unit

    union all

    select
        parameter_id,
        'multiplier' as quantity,
        sub_source_id as subject,
        null as technology,
        province_code as region,
        'ratio' as unit,
        null as n_samples,
        multiplier_ratio as point_value,
        null as sd_value,
        null as low_value,
        null as high_value,
        source_key,
        source_locator,
        basis,
        note,
        seed_file
    from multipliers

)

select * from final
