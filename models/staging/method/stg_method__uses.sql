with

source as (

    {{ user_rows_win('method', 'uses', ['use_id']) }}

),

final as (

    select
        ---------- keys
        use_id,

        ---------- attributes
        use_name,
        use_name_zh

    from source

)

select * from final
