with

source as (

    select * from {{ ref('raw_chain__products') }}

),

final as (

    select
        ---------- keys
        product_id,
        stage_id,

        ---------- attributes
        product_name,
        product_name_zh,
        hs_code,
        v_fraction_parameter_id,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note

    from source

)

select * from final
