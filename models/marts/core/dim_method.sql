with

source as (

    select * from {{ ref('stg_method__methods') }}

),

final as (

    select
        ---------- keys
        cast(method_id as varchar) as method_id,

        ---------- attributes
        cast(method_name as varchar) as method_name,
        cast(method_name_zh as varchar) as method_name_zh,
        cast(base_method_id as varchar) as base_method_id,
        cast(description as varchar) as description,

        ---------- flags
        cast(is_headline as boolean) as is_headline,
        cast(is_bound_enforced as boolean) as is_bound_enforced

    from source

)

select * from final
