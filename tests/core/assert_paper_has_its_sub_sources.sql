-- Table 1 of the inventory paper: 2 coal, 5 oil, 3 transport, 5 industry and 5 waste
-- sub-sources; 13 emit to air, 6 to soil, 1 to water.
with

counted as (

    select
        'category' as grouping,
        category_id as member_id,
        count(*) as sub_source_count
    from {{ ref('dim_sub_source') }}
    where is_in_paper
    group by category_id
    union all
    select
        'receptor' as grouping,
        receptor_id as member_id,
        count(*) as sub_source_count
    from {{ ref('dim_sub_source') }}
    where is_in_paper
    group by receptor_id

),

printed (grouping, member_id, printed_count) as (

    values
    ('category', 'coal', 2),
    ('category', 'oil', 5),
    ('category', 'transport', 3),
    ('category', 'industry', 5),
    ('category', 'waste', 5),
    ('receptor', 'air', 13),
    ('receptor', 'soil', 6),
    ('receptor', 'water', 1)

)

select
    coalesce(counted.member_id, printed.member_id) as member_id,
    counted.sub_source_count,
    printed.printed_count
from counted
full join printed
    on
        counted.grouping = printed.grouping
        and counted.member_id = printed.member_id
where counted.sub_source_count is distinct from printed.printed_count
