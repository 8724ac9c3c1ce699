with

source as (

    {{ user_rows_win(
        'yearbook',
        'population',
        ['province_code', 'reference_year', 'edition']
    ) }}

),

final as (

    select
        ---------- keys
        province_code,
        reference_year,
        edition,

        ---------- measures
        {{ ten_thousand_to_one(parse_number('population_10k')) }} as population_count,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
