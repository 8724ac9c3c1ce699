with

source as (

    {{ user_rows_win(
        'method',
        'activity_scopes',
        ['method_id', 'sub_source_id', 'use_id', 'series_id']
    ) }}

),

final as (

    select
        ---------- keys
        method_id,
        sub_source_id,
        use_id,
        series_id,

        ---------- measures
        {{ parse_number('coefficient') }} as coefficient

    from source

)

select * from final
