with

key_categories as (

    select * from {{ ref('py_inventory__key_categories') }}

),

sub_sources as (

    select * from {{ ref('dim_sub_source') }}

),

final as (

    select
        ---------- keys
        cast(key_categories.method_id as varchar) as method_id,
        cast(
            case
                when key_categories.province_code is null then 'national'
                else 'province'
            end as varchar
        ) as level,
        cast(key_categories.province_code as varchar) as province_code,
        cast(key_categories.assessment as varchar) as assessment,
        cast(key_categories.has_uncertainty as boolean) as has_uncertainty,
        cast(key_categories.reference_year as integer) as reference_year,
        cast(key_categories.sub_source_id as varchar) as sub_source_id,

        ---------- attributes
        cast(sub_sources.category_id as varchar) as category_id,

        ---------- measures
        cast(key_categories.emission_t as double) as emission_t,
        cast(key_categories.half_range_pct as double) as half_range_pct,
        cast(key_categories.contribution_frac as double) as contribution_frac,
        cast(key_categories.cumulative_frac as double) as cumulative_frac,
        cast(key_categories.contribution_rank as integer) as contribution_rank,

        ---------- flags
        cast(key_categories.is_key as boolean) as is_key,
        cast(key_categories.is_leading as boolean) as is_leading

    from key_categories
    left join sub_sources
        on key_categories.sub_source_id = sub_sources.sub_source_id

)

select * from final
