-- The original series ends in 2017; the revised one is spliced on by its growth, never
-- by its level.
with

printed as (

    select * from {{ ref('stg_yearbook__solid_waste') }}
    where treatment = 'disposed' and waste_t is not null

),

national as (

    select * from {{ ref('stg_yearbook__solid_waste_revised') }}
    where treatment = 'disposed' and waste_t is not null

),

{{ extend_by_national_growth(
    'waste_t', 'waste_t', 'times growth of the revised national series'
) }}

select * from final
