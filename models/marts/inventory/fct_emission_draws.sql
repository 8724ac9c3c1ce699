-- A view: the lists behind it unnest about as fast as its millions of rows would be
-- read, and those would have to be written and copied at every build.
{{ config(materialized='view') }}

with

lists as (

    select * from {{ ref('fct_emission_draw_lists') }}

),

draws as (

    select
        method_id,
        province_code,
        sub_source_id,
        reference_year,
        unnest(range(1, len(emission_draws_t) + 1)) as draw_id,
        unnest(emission_draws_t) as emission_t
    from lists

),

final as (

    select
        ---------- keys
        method_id,
        cast(draw_id as integer) as draw_id,
        province_code,
        sub_source_id,
        reference_year,

        ---------- measures
        emission_t

    from draws

)

select * from final
