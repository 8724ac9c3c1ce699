with

source as (

    {{ user_rows_win('yearbook', 'flat_glass', ['province_code', 'reference_year']) }}

),

final as (

    select
        ---------- keys
        province_code,
        reference_year,

        ---------- measures
        {{ ten_thousand_weight_cases_to_t(parse_number('output_10k_weight_cases')) }}
            as output_t,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
