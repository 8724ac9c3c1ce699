-- Parameters of paper_replica whose value follows from an anchor: the back-calculated
-- factor, divided by the node it multiplies (the net release, for coal content).
with

anchored as (

    select * from {{ ref('stg_method__anchored_parameters') }}

),

factors as (

    select * from {{ ref('int_inventory__anchor_factors') }}

),

closure as (

    select * from {{ ref('py_inventory__closure') }}

),

closure_system as (

    select * from {{ ref('int_inventory__closure_system') }}

),

-- What an equation leaves rests on every member it subtracts.
closure_bases as (

    select
        unknowns.sub_source_id,
        {{ weakest_basis_of_group('members.basis') }} as basis
    from closure_system as unknowns
    inner join closure_system as linked
        on unknowns.equation_id = linked.equation_id
    inner join factors as members
        on linked.sub_source_id = members.sub_source_id
    where unknowns.known_emission_t is null
    group by unknowns.sub_source_id

),

nodes as (

    select * from {{ ref('int_inventory__factor_nodes_level_2') }}

),

sub_sources as (

    select * from {{ ref('stg_reference__sub_sources') }}

),

final as (

    select
        ---------- keys
        anchored.parameter_id,

        ---------- attributes
        anchored.quantity,
        anchored.sub_source_id as subject,
        case sub_sources.activity_quantity
            when 'wastewater discharged' then 'kg_per_m3'
            else 'kg_per_t'
        end as unit,

        ---------- measures
        coalesce(
            factors.factor_value,
            {{ t_to_kg('closure.emission_mid_t') }} / factors.period_activity_value
        )
        / case when anchored.per_node_id is null then 1 else nodes.node_value end
            as point_value,
        {{ t_to_kg('closure.emission_low_t') }} / factors.period_activity_value
            as low_value,
        {{ t_to_kg('closure.emission_high_t') }} / factors.period_activity_value
            as high_value,

        ---------- provenance
        factors.source_key,
        factors.source_locator,
        {{ weakest_basis(
            [
                'factors.basis',
                "coalesce(nodes.basis, 'published')",
                "coalesce(closure_bases.basis, 'published')",
            ]
        ) }} as basis,
        factors.note

    from anchored
    inner join factors
        on anchored.sub_source_id = factors.sub_source_id
    inner join sub_sources
        on anchored.sub_source_id = sub_sources.sub_source_id
    left join closure
        on anchored.sub_source_id = closure.sub_source_id
    left join closure_bases
        on anchored.sub_source_id = closure_bases.sub_source_id
    left join nodes
        on anchored.per_node_id = nodes.node_id

)

select * from final
