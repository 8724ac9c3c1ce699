with

adjustments as (

    select * from {{ ref('py_chain__adjustments') }}

),

years as (

    select
        reference_year,
        max(redundancy_count) as redundancy_count,
        max(redundancy_sourced_count) as redundancy_sourced_count,
        max(chi2_value) as chi2_value,
        max(p_value) as p_value,
        count(*) filter (where is_flagged) as flagged_count
    from adjustments
    group by reference_year

),

final as (

    select
        ---------- keys
        cast(reference_year as integer) as reference_year,

        ---------- measures
        cast(redundancy_count as integer) as redundancy_count,
        cast(redundancy_sourced_count as integer) as redundancy_sourced_count,
        cast(chi2_value as double) as chi2_value,
        cast(p_value as double) as p_value,
        cast(flagged_count as integer) as flagged_count,

        ---------- flags
        cast(p_value < 0.05 as boolean) as is_rejected

    from years

)

select * from final
