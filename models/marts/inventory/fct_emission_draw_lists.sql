with

simulations as (

    select * from {{ ref('py_inventory__simulations') }}

),

final as (

    select
        ---------- keys
        cast(method_id as varchar) as method_id,
        cast(province_code as varchar) as province_code,
        cast(sub_source_id as varchar) as sub_source_id,
        cast(reference_year as integer) as reference_year,

        ---------- measures
        cast(emission_draws_t as double[]) as emission_draws_t

    from simulations
    where province_code is not null

)

select * from final
