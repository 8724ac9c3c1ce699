with

source as (

    {{ user_rows_win('speciate', 'source_classes', ['source_class']) }}

),

final as (

    select
        ---------- keys
        source_class,

        ---------- attributes
        parameter_id,
        non_detect_rule,
        description,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
