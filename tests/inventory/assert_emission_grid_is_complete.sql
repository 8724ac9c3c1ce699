-- Each method has a row for every sub-source of the paper, and for every other one it
-- has at all, in every province, the national cell and year. A null says why.
with

emissions as (

    select * from {{ ref('fct_emissions') }}

),

covered as (

    select
        methods.method_id,
        sub_sources.sub_source_id
    from {{ ref('dim_method') }} as methods
    cross join {{ ref('dim_sub_source') }} as sub_sources
    where sub_sources.is_in_paper
    union
    select
        method_id,
        sub_source_id
    from emissions

),

grid as (

    select
        covered.method_id,
        covered.sub_source_id,
        provinces.province_code,
        cast(years.reference_year as integer) as reference_year
    from covered
    cross join {{ ref('dim_province') }} as provinces
    cross join range({{ var('first_year') }}, {{ var('last_year') }} + 1)
        as years (reference_year)

)

select
    coalesce(grid.method_id, emissions.method_id) as method_id,
    coalesce(grid.sub_source_id, emissions.sub_source_id) as sub_source_id,
    coalesce(grid.province_code, emissions.province_code) as province_code,
    coalesce(grid.reference_year, emissions.reference_year) as reference_year,
    emissions.emission_t,
    emissions.notation_key
from grid
full join emissions
    on
        grid.method_id = emissions.method_id
        and grid.sub_source_id = emissions.sub_source_id
        and grid.province_code = emissions.province_code
        and grid.reference_year = emissions.reference_year
where
    grid.method_id is null
    or emissions.method_id is null
    or (emissions.emission_t is null and emissions.notation_key is null)
    or (emissions.emission_t = 0 and emissions.notation_key is distinct from 'NO')
    or (emissions.emission_t > 0 and emissions.notation_key is not null)
