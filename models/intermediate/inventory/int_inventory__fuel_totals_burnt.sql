with

burnt as (

    select * from {{ ref('int_inventory__fuels_burnt') }}

),

final as (

    select
        ---------- keys
        province_code,
        fuel,
        reference_year,

        ---------- measures
        sum(combusted_t order by sector_group) as combusted_t,

        ---------- provenance
        -- The source of the largest part stands for the sum.
        max_by(source_key, combusted_t) as source_key,
        'sum of the sector groups' as source_locator,
        {{ weakest_basis_of_group('basis') }} as basis,
        max_by(seed_file, combusted_t) as seed_file

    from burnt
    group by province_code, fuel, reference_year

)

select * from final
