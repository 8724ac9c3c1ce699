-- Oil counted twice: paper_replica takes all fuel of a province as stationary and
-- counts transport fuel once more. Per fuel and year, with all fuels as 'all': the
-- tonnes, the emission, and what is left of the paper's total without it. literature
-- takes transport fuel out of the stationary sources, so it counts none twice.
-- Run in the DuckDB shell: .read analyses/inventory_oil_double_count.sql
with

double_counts as (

    select * from fct_oil_double_counts

),

emissions as (

    select * from fct_emissions
    where method_id = 'paper_replica'

),

yearly as (

    select
        reference_year,
        sum(emission_t) as emission_t
    from emissions
    group by reference_year

),

summed as (

    select
        reference_year,
        coalesce(fuel, 'all') as fuel,
        sum(stationary_fuel_t) as stationary_fuel_t,
        sum(transport_fuel_t) as transport_fuel_t,
        sum(double_counted_fuel_t) as double_counted_fuel_t,
        sum(double_counted_emission_t) as double_counted_emission_t,
        sum(transport_as_stationary_emission_t)
            as transport_as_stationary_emission_t
    from double_counts
    group by grouping sets ((reference_year, fuel), (reference_year))

),

final as (

    select
        ---------- keys
        summed.reference_year,
        summed.fuel,

        ---------- measures
        summed.stationary_fuel_t,
        summed.transport_fuel_t,
        summed.double_counted_fuel_t,
        summed.double_counted_emission_t,
        summed.transport_as_stationary_emission_t,
        yearly.emission_t as total_paper_replica_t,
        yearly.emission_t - coalesce(summed.double_counted_emission_t, 0)
            as total_without_paper_replica_t,
        100 * summed.double_counted_emission_t / yearly.emission_t
            as double_counted_paper_replica_pct

    from summed
    inner join yearly
        on summed.reference_year = yearly.reference_year

)

select * from final
order by reference_year, fuel
