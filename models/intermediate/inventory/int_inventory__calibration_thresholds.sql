-- Thresholds the paper prints for a province ("over 4500 t from coal") that serve as
-- inputs: claims of role anchor and operator >, on sub-sources that carry a multiplier.
with

claims as (

    select * from {{ ref('stg_papers__claims') }}
    where
        role = 'anchor'
        and operator = '>'
        and measure = 'emission_t'
        and period = '{{ var("first_year") }}-{{ var("last_year") }}'

),

sub_sources as (

    select * from {{ ref('stg_reference__sub_sources') }}

),

cells as (

    select * from {{ ref('int_inventory__calibration_cells') }}

),

final as (

    select
        ---------- keys
        claims.claim_id as constraint_id,
        claims.province_code,

        ---------- attributes
        claims.source_id,
        list(cells.sub_source_id order by cells.sub_source_id) as sub_source_ids,

        ---------- measures
        any_value(claims.printed_number) as threshold_t,
        sum(cells.uniform_emission_t order by cells.sub_source_id)
            as uniform_emission_t,

        ---------- provenance
        any_value(claims.source_key) as source_key,
        any_value(claims.source_locator) as source_locator,
        any_value(claims.basis) as basis

    from claims
    inner join sub_sources
        on claims.source_id in (sub_sources.sub_source_id, sub_sources.category_id)
    inner join cells
        on
            sub_sources.sub_source_id = cells.sub_source_id
            and claims.province_code = cells.province_code
    group by claims.claim_id, claims.province_code, claims.source_id

)

select * from final
