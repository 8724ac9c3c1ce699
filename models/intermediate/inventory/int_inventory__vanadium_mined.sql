-- National mine output split by the V2O5 output of the producer groups; what no
-- province is known for stays in the unallocated cell 000000.
with

mined as (

    select * from {{ ref('stg_usgs__vanadium_mine_production') }}

),

v2o5 as (

    select * from {{ ref('stg_literature__v2o5_output') }}

),

shares as (

    select
        province_code,
        reference_year as share_year,
        output_v2o5_t
        / {{ ordered_sum_over('output_v2o5_t', 'reference_year', 'province_code') }}
            as share_frac,
        basis
    from v2o5

),

share_years as (

    select
        min(share_year) as first_year,
        max(share_year) as last_year
    from shares

),

final as (

    select
        ---------- keys
        shares.province_code,
        mined.reference_year,

        ---------- measures
        mined.production_v_t * shares.share_frac as mined_v_t,

        ---------- provenance
        mined.source_key,
        mined.source_locator || '; split by V2O5 output of ' || shares.share_year
            as source_locator,
        {{ weakest_basis(["'estimated'", 'mined.basis', 'shares.basis']) }} as basis,
        mined.seed_file

    from mined
    cross join share_years
    inner join shares
        -- The nearest year with shares serves.
        on
            shares.share_year
            = least(
                greatest(mined.reference_year, share_years.first_year),
                share_years.last_year
            )

)

select * from final
