-- A table: worked out once from the whole warehouse, for every verdict and its tests.
{{ config(materialized='table') }}

-- Everything a claim can be held against, one number per key and method. The chain has
-- no method: its rows carry 'chain'.
with

inventory as (

    select * from {{ ref('int_quality__inventory_quantities') }}

),

structure as (

    select * from {{ ref('int_quality__structure_quantities') }}

),

uncertainty as (

    select * from {{ ref('int_quality__uncertainty_quantities') }}

),

chain as (

    select * from {{ ref('int_quality__chain_quantities') }}

),

final as (

    select
        method_id,
        {{ quantity_key(
            'measure', place='place_id', source='source_id', period='period'
        ) }} as quantity_key,
        computed_value
    from inventory
    where computed_value is not null

    union all

    select
        method_id,
        {{ quantity_key(
            'measure', place="'china'", source='source_id', parameter='parameter_id',
            period='period'
        ) }} as quantity_key,
        computed_value
    from structure
    where computed_value is not null

    union all

    select
        method_id,
        {{ quantity_key(
            'measure', place="'china'", source='source_id', period='period'
        ) }} as quantity_key,
        computed_value
    from uncertainty
    where computed_value is not null

    union all

    select
        'chain' as method_id,
        {{ quantity_key(
            'measure', place="'china'", source="'all'", stage='stage_id',
            to_stage='to_stage_id', period='period'
        ) }} as quantity_key,
        computed_value
    from chain
    where computed_value is not null

)

select * from final
