with

parameters as (

    select * from {{ ref('int_chain__parameters') }}

),

final as (

    select
        ---------- keys
        cast(parameter_id as varchar) as parameter_id,
        cast(stage_id as varchar) as stage_id,
        cast(product_id as varchar) as product_id,

        ---------- attributes
        cast(quantity as varchar) as quantity,
        cast(first_year as integer) as first_year,
        cast(last_year as integer) as last_year,
        cast(unit as varchar) as unit,
        cast(law_family as varchar) as law_family,

        ---------- measures
        cast(point_value as double) as point_value,
        cast(low_value as double) as low_value,
        cast(high_value as double) as high_value,
        cast(cv_frac as double) as cv_frac,
        cast(gsd_ratio as double) as gsd_ratio,

        ---------- provenance
        cast(source_key as varchar) as source_key,
        cast(source_locator as varchar) as source_locator,
        cast(basis as varchar) as basis

    from parameters

)

select * from final
