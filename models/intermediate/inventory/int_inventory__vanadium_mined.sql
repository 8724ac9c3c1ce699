-- National mine output split by the V2O5 output of the producer groups; what no
-- province is known for stays in the unallocated cell 000000.
with

mined as (

    select * from {{ ref('stg_usgs__vanadium_mine_production') }}
    where production_v_t is not null

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
    cross join shares
    -- All shares of the nearest year serve, of the earlier of two equally near.
    qualify
        rank() over (
            partition by mined.reference_year
            order by
                abs(shares.share_year - mined.reference_year),
                shares.share_year
        ) = 1

)

select * from final
