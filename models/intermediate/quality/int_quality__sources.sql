-- Every grouping of sources a claim can speak of, as the sub-sources it is made of.
-- Sub-sources that only an extension of the inventory has are left out.
with

sub_sources as (

    select * from {{ ref('dim_sub_source') }}
    where is_in_paper

),

final as (

    select
        sub_source_id as source_id,
        'sub_source' as source_kind,
        category_id as parent_id,
        sub_source_id
    from sub_sources

    union all

    select
        category_id as source_id,
        'category' as source_kind,
        'all' as parent_id,
        sub_source_id
    from sub_sources

    union all

    select
        receptor_id as source_id,
        'receptor' as source_kind,
        'all' as parent_id,
        sub_source_id
    from sub_sources

    union all

    select
        'all' as source_id,
        'all' as source_kind,
        null as parent_id,
        sub_source_id
    from sub_sources

)

select * from final
