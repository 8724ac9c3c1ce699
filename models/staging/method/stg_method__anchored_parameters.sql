with

source as (

    {{ user_rows_win('method', 'anchored_parameters', ['parameter_id']) }}

),

final as (

    select
        ---------- keys
        parameter_id,

        ---------- attributes
        quantity,
        sub_source_id,
        per_node_id

    from source

)

select * from final
