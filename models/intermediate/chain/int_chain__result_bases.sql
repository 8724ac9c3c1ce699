-- A table: nine marts read it.
{{ config(materialized='table') }}

-- The weakest basis behind a result: of a stage's inputs for its pace, of those of the
-- stages before it too for its cost and carbon, of every input for flows and linkages.
with

parameters as (

    select * from {{ ref('int_chain__parameters') }}

),

years as (

    select distinct reference_year from {{ ref('int_chain__outputs_recovered') }}

),

-- End-of-life scrap carries no cost or carbon, so the loop is open at S5.
stages_before as (

    select
        carried.stage_id,
        unnest(carried.input_stage_ids) as input_stage_id
    from (
        values
        ('s1', ['s1']),
        ('s2', ['s1', 's5', 's2']),
        ('s3', ['s1', 's5', 's2', 's3']),
        ('s4', ['s1', 's5', 's2', 's3', 's4']),
        ('s5', ['s5'])
    ) as carried (stage_id, input_stage_ids)

),

quantities as (

    select
        rests_on.result,
        unnest(rests_on.quantities) as quantity
    from (
        values
        ('pace', ['mine_output', 'v_output', 'output', 'v_fraction', 'operating_days']),
        (
            'cost',
            [
                'unit_value', 'price_ratio', 'v_fraction', 'yield', 'route_share',
                'mine_output', 'v_output', 'output', 'rebar_output', 'v_content',
                'other_use_share', 'import', 'export'
            ]
        ),
        (
            'carbon',
            [
                'carbon_intensity', 'electricity', 'grid_factor',
                'v_fraction', 'yield', 'route_share',
                'mine_output', 'v_output', 'output', 'rebar_output', 'v_content',
                'other_use_share', 'import', 'export'
            ]
        )
    ) as rests_on (result, quantities)

),

of_stages as (

    select
        quantities.result,
        stages_before.stage_id,
        years.reference_year,
        {{ weakest_basis_of_group('parameters.basis') }} as basis
    from quantities
    cross join stages_before
    cross join years
    inner join parameters
        on
            quantities.quantity = parameters.quantity
            and stages_before.input_stage_id
            = coalesce(parameters.stage_id, stages_before.stage_id)
            and years.reference_year
            between coalesce(parameters.first_year, years.reference_year)
            and coalesce(parameters.last_year, years.reference_year)
    where
        quantities.result != 'pace'
        or stages_before.stage_id = stages_before.input_stage_id
    group by quantities.result, stages_before.stage_id, years.reference_year

),

of_chain as (

    select
        'chain' as result,
        null as stage_id,
        years.reference_year,
        {{ weakest_basis_of_group('parameters.basis') }} as basis
    from years
    inner join parameters
        on
            years.reference_year
            between coalesce(parameters.first_year, years.reference_year)
            and coalesce(parameters.last_year, years.reference_year)
    group by years.reference_year

),

final as (

    select * from of_stages
    union all by name
    select * from of_chain

)

select * from final
