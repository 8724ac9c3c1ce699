with

source as (

    select * from {{ ref('raw_chain_paper__metrics') }}

),

parsed as (

    select
        *,
        {{ parse_number('figure_printed') }} as figure_value
    from source

),

final as (

    select
        ---------- keys
        metric_id,
        stage_id,
        from_stage_id,
        to_stage_id,

        ---------- attributes
        metric,
        period,
        operator,
        figure_printed,
        unit_printed,
        -- 1:1 unless a unit is named here; see docs/chain.md for the price evidence
        case
            when unit_printed in ('million RMB', 'million RMB/t') then 'CNY/t'
            when unit_printed in ('10^4 t', 't') then 't'
            when unit_printed in ('10^4 t/d', 't/d') then 't/d'
            else unit_printed
        end as unit,

        ---------- measures
        case
            when unit_printed in ('million RMB', 'million RMB/t')
                then {{ million_rmb_as_printed_to_cny_per_t('figure_value') }}
            when unit_printed in ('10^4 t', '10^4 t/d')
                then {{ ten_kt_to_t('figure_value') }}
            else figure_value
        end as metric_value,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note

    from parsed

)

select * from final
