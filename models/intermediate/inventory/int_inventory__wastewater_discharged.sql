-- The provincial series ends in 2017; it is extended by the growth of national urban
-- wastewater.
with

printed as (

    select * from {{ ref('stg_yearbook__wastewater') }}
    where discharged_m3 is not null

),

national as (

    select * from {{ ref('stg_yearbook__urban_wastewater') }}
    where item = 'discharged' and volume_m3 is not null

),

{{ extend_by_national_growth(
    'discharged_m3', 'volume_m3', 'times growth of national urban wastewater'
) }}

select * from final
