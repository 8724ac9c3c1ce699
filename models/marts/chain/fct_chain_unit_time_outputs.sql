with

products as (

    select * from {{ ref('dim_product') }}

),

measures as (

    select * from {{ ref('py_chain__measures') }}
    where track = 'physical' and measure = 'output_per_day'

),

bases as (

    select * from {{ ref('int_chain__result_bases') }}
    where result = 'pace'

),

stage_products as (

    select
        product_id,
        stage_id,
        count(*) over (partition by stage_id) as product_count
    from products

),

final as (

    select
        ---------- keys
        cast(stage_products.product_id as varchar) as product_id,
        cast(stage_products.stage_id as varchar) as stage_id,
        cast(measures.reference_year as integer) as reference_year,

        ---------- measures
        cast(measures.point_value as double) as output_t_per_d,
        cast(measures.p025_value as double) as output_p025_t_per_d,
        cast(measures.p500_value as double) as output_p500_t_per_d,
        cast(measures.p975_value as double) as output_p975_t_per_d,

        ---------- provenance
        cast(bases.basis as varchar) as basis

    from stage_products
    inner join measures
        on
            stage_products.stage_id = measures.stage_id
            and (
                stage_products.product_id = measures.variant
                or (stage_products.product_count = 1 and measures.variant is null)
            )
    inner join bases
        on
            measures.stage_id = bases.stage_id
            and measures.reference_year = bases.reference_year

)

select * from final
