with

source as (

    {{ user_rows_win(
        'method',
        'factor_nodes',
        ['method_id', 'sub_source_id', 'use_id', 'province_code']
    ) }}

),

final as (

    select
        ---------- keys
        method_id,
        sub_source_id,
        use_id,
        province_code,

        ---------- attributes
        node_id,
        resolution_tier,
        is_independent,
        note

    from source

)

select * from final
