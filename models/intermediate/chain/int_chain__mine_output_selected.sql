with

editions as (

    select * from {{ ref('stg_usgs_chain__mine_output') }}

),

-- The latest edition wins: each one revises the year before.
final as (

    select
        ---------- keys
        reference_year,

        ---------- attributes
        edition_year,

        ---------- measures
        output_v_t,

        ---------- provenance
        source_key,
        source_locator,
        basis

    from editions
    where area = 'china'
    qualify
        row_number() over (partition by reference_year order by edition_year desc) = 1

)

select * from final
