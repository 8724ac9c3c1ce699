with

source as (

    select * from {{ ref('raw_yearbook__national_output') }}

),

final as (

    select
        ---------- keys
        item,
        reference_year,

        ---------- attributes
        unit,

        ---------- measures
        {{ parse_number('output_value') }} as output_value,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note

    from source

)

select * from final
