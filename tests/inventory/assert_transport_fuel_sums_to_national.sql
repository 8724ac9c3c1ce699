-- Provincial energy balances never add up to the national one; for transport the gap is
-- up to 13 % (diesel and fuel oil of 2019). Both stand, each for its method: a warning
-- beyond 15 %, which no printed year reaches.
{{ config(severity='warn') }}

with

provinces as (

    select
        fuel,
        reference_year,
        sum(combusted_t) as provinces_t
    from {{ ref('int_inventory__fuels_burnt') }}
    where sector_group = 'transport'
    group by fuel, reference_year

)

select
    provinces.fuel,
    provinces.reference_year,
    provinces.provinces_t,
    national.consumption_t as national_t
from provinces
inner join {{ ref('stg_ceads__transport_fuel_national') }} as national
    on
        provinces.fuel = national.fuel
        and provinces.reference_year = national.reference_year
where abs(provinces.provinces_t / national.consumption_t - 1) > 0.15
