with

level_1 as (

    select * from {{ ref('int_inventory__factor_nodes_level_1') }}

),

level_2 as (

    select * from {{ ref('int_inventory__factor_nodes_level_2') }}

),

level_3 as (

    select * from {{ ref('int_inventory__factor_nodes_level_3') }}

),

nodes as (

    select
        *,
        1 as node_level
    from level_1
    union all
    select
        *,
        2 as node_level
    from level_2
    union all
    select
        *,
        3 as node_level
    from level_3

),

final as (

    select
        ---------- keys
        cast(node_id as varchar) as node_id,

        ---------- attributes
        cast(method_id as varchar) as method_id,
        cast(node_level as integer) as node_level,
        case
            when node_level < 3 then 'frac'
            when unit = 'kg_per_m3' then 'kg_per_m3'
            else 'kg_per_t'
        end as unit,

        ---------- measures
        cast(node_value as double) as node_value,

        ---------- provenance
        cast(basis as varchar) as basis

    from nodes

)

select * from final
