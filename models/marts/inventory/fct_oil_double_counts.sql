-- paper_replica takes all fuel a province consumes as stationary and counts the fuel of
-- transport once more in the national transport sources.
with

activities as (

    select * from {{ ref('fct_activities') }}
    where method_id = 'paper_replica'

),

factors as (

    select * from {{ ref('fct_emission_factors') }}
    where method_id = 'paper_replica' and province_code = '000000'

),

transport_fuel as (

    select * from {{ ref('int_inventory__fuels_burnt') }}
    where sector_group = 'transport'

),

stationary as (

    select
        activities.sub_source_id,
        activities.reference_year,
        sum(activities.activity_t order by activities.province_code, activities.use_id)
            as consumed_t
    from activities
    group by activities.sub_source_id, activities.reference_year

),

pairs as (

    select
        'gasoline' as fuel,
        'oil_go' as oil_sub_source_id,
        'transport_go' as transport_sub_source_id
    union all
    select
        'kerosene' as fuel,
        'oil_ks' as oil_sub_source_id,
        -- The paper has no kerosene in transport: misplaced, not counted twice.
        null as transport_sub_source_id
    union all
    select
        'diesel' as fuel,
        'oil_do' as oil_sub_source_id,
        'transport_do' as transport_sub_source_id
    union all
    select
        'fuel_oil' as fuel,
        'oil_fo' as oil_sub_source_id,
        'transport_fo' as transport_sub_source_id

),

provincial_transport as (

    select
        fuel,
        reference_year,
        sum(combusted_t order by province_code) as transport_t
    from transport_fuel
    group by fuel, reference_year

),

final as (

    select
        ---------- keys
        cast(pairs.fuel as varchar) as fuel,
        cast(stationary.reference_year as integer) as reference_year,

        ---------- attributes
        cast(pairs.oil_sub_source_id as varchar) as oil_sub_source_id,
        cast(pairs.transport_sub_source_id as varchar) as transport_sub_source_id,

        ---------- measures
        cast(stationary.consumed_t as double) as stationary_fuel_t,
        cast(provincial_transport.transport_t as double) as transport_fuel_t,
        cast(
            case
                when pairs.transport_sub_source_id is not null
                    then provincial_transport.transport_t
            end as double
        ) as double_counted_fuel_t,
        cast(
            case
                when pairs.transport_sub_source_id is not null
                    then
                        {{ emitted_t(
                            'provincial_transport.transport_t',
                            'factors.factor_kg_per_t'
                        ) }}
            end as double
        ) as double_counted_emission_t,
        cast(
            {{ emitted_t(
                'provincial_transport.transport_t', 'factors.factor_kg_per_t'
            ) }} as double
        ) as transport_as_stationary_emission_t,

        ---------- provenance
        cast(factors.basis as varchar) as basis

    from pairs
    inner join stationary
        on pairs.oil_sub_source_id = stationary.sub_source_id
    inner join provincial_transport
        on
            pairs.fuel = provincial_transport.fuel
            and stationary.reference_year = provincial_transport.reference_year
    inner join factors
        on
            pairs.oil_sub_source_id = factors.sub_source_id
            and stationary.reference_year = factors.reference_year

)

select * from final
