with

source as (

    {{ user_rows_win('method', 'factor_terms', ['method_id', 'node_id', 'term_no']) }}

),

final as (

    select
        ---------- keys
        method_id,
        node_id,
        term_no,

        ---------- attributes
        level as node_level,
        string_split(operand_ids, ';') as operand_ids,

        ---------- measures
        {{ parse_number('coefficient') }} as coefficient

    from source

)

select * from final
