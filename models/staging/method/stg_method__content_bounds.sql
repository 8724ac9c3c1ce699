with

source as (

    {{ user_rows_win('method', 'content_bounds', ['sub_source_id']) }}

),

final as (

    select
        ---------- keys
        sub_source_id,

        ---------- attributes
        parameter_id

    from source

)

select * from final
