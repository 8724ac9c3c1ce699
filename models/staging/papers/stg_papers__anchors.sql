with

source as (

    select * from {{ ref('raw_papers__anchors') }}

),

final as (

    select
        ---------- keys
        sub_source_id,

        ---------- attributes
        anchor_kind,
        string_split(reference_years, ';') as reference_years,
        same_factor_as,

        ---------- measures
        {{ parse_number('emission_t') }} as emission_t,
        {{ parse_number('total_t') }} as total_t,
        {{ parse_number('category_share_pct') }} as category_share_pct,
        {{ parse_number('sub_source_share_pct') }} as sub_source_share_pct,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note

    from source

)

select * from final
