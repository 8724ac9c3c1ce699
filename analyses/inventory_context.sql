-- Section 3.3, Appendix SS-F: emission of a province beside its wealth, its growth and
-- its people: who emits much for what it earns, and whether the poor provinces are the
-- energy bases as the paper has it.
-- Run in the DuckDB shell: .read analyses/inventory_context.sql
with

provinces as (

    select * from dim_province

),

indicators as (

    select * from fct_context_indicators

),

emissions as (

    select * from fct_emissions

),

wealth as (

    select
        province_code,
        max(indicator_value) filter (
            where indicator_id = 'gdp' and reference_year = 2015
        ) as gdp_2015_cny,
        max(indicator_value) filter (
            where indicator_id = 'gdp' and reference_year = 2019
        ) as gdp_2019_cny,
        max(indicator_value) filter (
            where
            indicator_id = 'population_after_2020_census'
            and reference_year = 2019
        ) as population_2019_count
    from indicators
    group by province_code

),

emitted as (

    select
        province_code,
        sum(emission_t) filter (
            where method_id = 'paper_replica' and reference_year = 2019
        ) as emission_2019_paper_replica_t,
        sum(emission_t) filter (
            where method_id = 'literature' and reference_year = 2019
        ) as emission_2019_literature_t
    from emissions
    group by province_code

),

final as (

    select
        ---------- keys
        provinces.province_code,

        ---------- attributes
        provinces.province_name,
        provinces.region_id,

        ---------- measures
        100 * (wealth.gdp_2019_cny / wealth.gdp_2015_cny - 1)
            as gdp_growth_pct,
        wealth.gdp_2019_cny / wealth.population_2019_count
            as gdp_2019_cny_per_head,
        emitted.emission_2019_paper_replica_t,
        emitted.emission_2019_literature_t,
        1e6
        * emitted.emission_2019_paper_replica_t
        / wealth.population_2019_count as emission_paper_replica_g_per_head,
        1e6
        * emitted.emission_2019_literature_t
        / wealth.population_2019_count as emission_literature_g_per_head

    from provinces
    inner join wealth
        on provinces.province_code = wealth.province_code
    inner join emitted
        on provinces.province_code = emitted.province_code
    where provinces.province_code != '000000'

)

select * from final
order by gdp_2019_cny_per_head
