with

source as (

    {{ user_rows_win('reference', 'units', ['unit']) }}

),

final as (

    select
        ---------- keys
        unit,

        ---------- attributes
        standard_unit,

        ---------- measures
        {{ parse_number('factor_to_standard') }} as factor_to_standard

    from source

)

select * from final
