with

source as (

    {{ user_rows_win('yearbook', 'sludge', ['item', 'reference_year']) }}

),

final as (

    select
        ---------- keys
        item,
        reference_year,

        ---------- measures
        {{ ten_kt_to_t(parse_number('dry_sludge_10kt')) }} as dry_sludge_t,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
