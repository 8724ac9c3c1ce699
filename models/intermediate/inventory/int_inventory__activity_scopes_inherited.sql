with

scopes as (

    {{ inherited_rows(ref('stg_method__activity_scopes')) }}

),

final as (

    select
        ---------- keys
        method_id,
        sub_source_id,
        use_id,
        series_id,

        ---------- measures
        coefficient

    from scopes

)

select * from final
