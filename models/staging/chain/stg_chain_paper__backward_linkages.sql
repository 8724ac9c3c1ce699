with

source as (

    select * from {{ ref('raw_chain_paper__backward_linkages') }}

),

final as (

    select
        ---------- keys
        reference_year,
        from_stage_id,
        to_stage_id,

        ---------- measures
        {{ parse_number('linkage_printed') }} as linkage_value,
        length(regexp_extract(linkage_printed, '\.(\d+)', 1)) as printed_digits_count,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note

    from source

)

select * from final
