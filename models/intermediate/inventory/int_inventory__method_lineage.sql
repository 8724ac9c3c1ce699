-- A method inherits from its base what it does not define itself.
with recursive

methods as (

    select * from {{ ref('stg_method__methods') }}

),

lineage as (

    select
        method_id,
        method_id as ancestor_method_id,
        base_method_id as next_method_id,
        0 as inheritance_depth
    from methods

    union all

    select
        lineage.method_id,
        methods.method_id as ancestor_method_id,
        methods.base_method_id as next_method_id,
        lineage.inheritance_depth + 1 as inheritance_depth
    from lineage
    inner join methods
        on lineage.next_method_id = methods.method_id
    -- A circle of bases would never end; a test names it.
    where lineage.inheritance_depth < 10

),

final as (

    select
        ---------- keys
        method_id,
        ancestor_method_id,

        ---------- attributes
        inheritance_depth

    from lineage

)

select * from final
