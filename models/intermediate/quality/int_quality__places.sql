-- Every place a claim can speak of, as the provinces it is made of.
with

provinces as (

    select * from {{ ref('dim_province') }}

),

region_groups as (

    select * from {{ ref('dim_region_group') }}

),

final as (

    select
        province_code as place_id,
        'province' as place_kind,
        province_code
    from provinces
    where region_id is not null

    union all

    select
        region_id as place_id,
        'region' as place_kind,
        province_code
    from provinces
    where region_id is not null

    union all

    select
        region_group_id as place_id,
        'region_group' as place_kind,
        province_code
    from region_groups

    union all

    select
        'china' as place_id,
        'china' as place_kind,
        province_code
    from provinces

)

select * from final
