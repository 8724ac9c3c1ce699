with

source as (

    {{ user_rows_win('chain', 'criterion_weights', ['criterion']) }}

),

final as (

    select
        ---------- keys
        criterion,

        ---------- measures
        {{ parse_number('weight_frac') }} as weight_frac,

        ---------- flags

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
