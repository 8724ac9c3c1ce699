with

source as (

    {{ user_rows_win('method', 'methods', ['method_id']) }}

),

final as (

    select
        ---------- keys
        method_id,

        ---------- attributes
        method_name,
        method_name_zh,
        base_method_id,
        is_headline,
        is_bound_enforced,
        description

    from source

)

select * from final
