-- The first draws of every cell: draws are exchangeable, so they are a simple random
-- sample of all, and a draw number stands for the same parameter values everywhere.
-- Rounded to six digits of the cell's largest draw.
with

cells as (

    select * from {{ ref('py_inventory__simulations') }}
    where province_code is not null

),

draws as (

    select
        method_id,
        province_code,
        sub_source_id,
        reference_year,
        unnest(range(1, len(emission_draws_t) + 1)) as draw_id,
        unnest(emission_draws_t) as emission_t
    from cells

),

final as (

    select
        ---------- keys
        cast(method_id as varchar) as method_id,
        cast(draw_id as integer) as draw_id,
        cast(province_code as varchar) as province_code,
        cast(sub_source_id as varchar) as sub_source_id,
        cast(reference_year as integer) as reference_year,

        ---------- measures
        cast(emission_t as double) as emission_t

    from draws

)

select * from final
