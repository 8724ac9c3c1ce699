-- Printed emission of a sub-source over the years it is printed for (role anchor).
with

anchors as (

    select * from {{ ref('stg_papers__anchors') }}

),

final as (

    select
        ---------- keys
        sub_source_id,

        ---------- attributes
        anchor_kind,
        same_factor_as,
        list_transform(reference_years, anchor_year -> cast(anchor_year as integer))
            as reference_years,

        ---------- measures
        case anchor_kind
            when 'emission' then emission_t
            when 'share'
                then total_t * category_share_pct / 100 * sub_source_share_pct / 100
        end as emission_t,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note

    from anchors

)

select * from final
