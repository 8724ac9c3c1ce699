with

source as (

    {{ user_rows_win('uncertainty', 'dependence_groups', ['dependence_group_id']) }}

),

final as (

    select
        ---------- keys
        dependence_group_id,

        ---------- attributes
        group_kind,
        input_group,
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
