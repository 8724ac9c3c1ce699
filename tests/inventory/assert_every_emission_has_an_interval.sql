-- Each cell with a figure has an interval and stored draws, and no cell without has.
with

emissions as (

    select
        method_id,
        province_code,
        sub_source_id,
        reference_year
    from {{ ref('fct_emissions') }}
    where emission_t is not null

),

intervals as (

    select
        method_id,
        province_code,
        sub_source_id,
        reference_year
    from {{ ref('fct_emission_intervals') }}
    where level = 'cell' and reference_year is not null

),

draws as (

    select distinct
        method_id,
        province_code,
        sub_source_id,
        reference_year
    from {{ ref('fct_emission_draws') }}
    where draw_id = 1

),

found as (

    select *, 'no interval' as fault from emissions
    except
    select *, 'no interval' as fault from intervals

    union all

    select *, 'no emission' as fault from intervals
    except
    select *, 'no emission' as fault from emissions

    union all

    select *, 'no draws' as fault from emissions
    except
    select *, 'no draws' as fault from draws

)

select * from found
