-- Emission of every sub-source with half of its 95 % range, for the nation (no
-- province) and for each province.
with

simulations as (

    select * from {{ ref('py_inventory__simulations') }}

),

intervals as (

    select
        method_id,
        unnest(intervals, recursive := true)  -- noqa: AL03
    from simulations

),

final as (

    select
        ---------- keys
        method_id,
        province_code,
        sub_source_id,
        reference_year,

        ---------- measures
        emission_t,
        100 * (emission_p975_t - emission_p025_t) / 2 / nullif(emission_mean_t, 0)
            as half_range_pct

    from intervals
    where
        reference_year is not null
        and level in ('cell', 'sub_source')
        and coalesce(province_code, '') != '000000'

)

select * from final
