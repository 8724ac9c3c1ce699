with

products as (

    select * from {{ ref('stg_chain__products') }}

),

parameters as (

    select * from {{ ref('int_chain__parameters') }}

),

final as (

    select
        ---------- keys
        cast(products.product_id as varchar) as product_id,
        cast(products.stage_id as varchar) as stage_id,

        ---------- attributes
        cast(products.product_name as varchar) as product_name,
        cast(products.product_name_zh as varchar) as product_name_zh,
        cast(products.hs_code as varchar) as hs_code,

        ---------- measures
        cast(parameters.point_value as double) as content_v_frac,
        cast(parameters.low_value as double) as content_v_low_frac,
        cast(parameters.high_value as double) as content_v_high_frac,

        ---------- provenance
        cast(coalesce(parameters.source_key, products.source_key) as varchar)
            as source_key,
        cast(
            coalesce(parameters.source_locator, products.source_locator) as varchar
        ) as source_locator,
        cast(coalesce(parameters.basis, products.basis) as varchar) as basis,
        cast(products.note as varchar) as note

    from products
    left join parameters
        on products.v_fraction_parameter_id = parameters.parameter_id

)

select * from final
