-- Each claim against the warehouse. Tolerance, by operator, role and printed digits:
-- exact arithmetic, bounds and counts: the rounding of the print, nothing more;
-- national totals, groups and receptors: 2 %; single cells and all of the chain: 10 %;
-- never less than the rounding of the print. Ranks and directions have no tolerance.
with

claims as (

    select * from {{ ref('stg_papers__claims') }}

),

quantities as (

    select * from {{ ref('int_quality__computed_quantities') }}

),

arithmetic as (

    select * from {{ ref('int_quality__paper_arithmetic') }}

),

fixed_sources as (

    select * from {{ ref('int_quality__sources_fixed_by_anchors') }}

),

targeted as (

    select
        *,
        case
            when paper_id = 'chain' then 'chain'
            when role = 'benchmark' then 'literature'
            else 'paper_replica'
        end as method_id,
        {{ quantity_key(
            'measure', place='place_id', source='source_id', stage='stage_id',
            to_stage='to_stage_id', parameter='parameter_id', period='period'
        ) }} as quantity_key,
        rounding_as_printed * factor_to_interpreted as rounding_value,
        case
            when is_in_words then 'words'
            when operator in ('<', '>') or role = 'structural' or print_rule = 'exact'
                then 'exact'
            when
                paper_id = 'inventory' and place_id = 'china' and sub_source_id is null
                then 'total'
            else 'cell'
        end as tolerance_class
    from claims

),

measured as (

    select
        targeted.*,
        quantities.computed_value,
        headline.computed_value as headline_value,
        arithmetic.relation,
        arithmetic.explanation,
        arithmetic.arithmetic,
        arithmetic.implied_value * targeted.factor_to_interpreted as implied_value,
        arithmetic.implied_error * targeted.factor_to_interpreted as implied_error,
        case targeted.tolerance_class
            when 'total' then 0.02
            when 'cell' then 0.1
            when 'exact' then 0
        end as tolerance_share,
        -- The anchors alone fix national figures of the whole period, and the linkage
        -- tables of the chain paper the outputs and linkages of the replica.
        (
            targeted.method_id = 'chain'
            and (
                targeted.measure like 'forward_%'
                or targeted.measure like 'backward_%_%'
                or targeted.measure in ('output_t', 'output_ratio')
            )
            and targeted.source_locator != 'Table S2'
        )
        or fixed_sources.source_id is not null
        and targeted.method_id = 'paper_replica'
        and targeted.place_id = 'china'
        and targeted.period = '{{ var("first_year") }}-{{ var("last_year") }}'
        and (
            targeted.measure in ('emission_t', 'emission_mean_t_per_yr')
            or targeted.measure like 'share_of_%'
            or targeted.measure like '%_rank'
        ) as is_fixed_by_anchors
    from targeted
    left join quantities
        on
            targeted.quantity_key = quantities.quantity_key
            and targeted.method_id = quantities.method_id
    left join quantities as headline
        on
            targeted.quantity_key = headline.quantity_key
            and headline.method_id = 'literature'
    left join arithmetic
        on targeted.claim_id = arithmetic.claim_id
    left join fixed_sources
        on targeted.source_id = fixed_sources.source_id

),

toleranced as (

    select
        *,
        greatest(rounding_value, tolerance_share * abs(printed_number))
            as tolerance_value
    from measured

),

compared as (

    select
        *,
        -- How far the paper's own figures leave the claim open.
        case
            when implied_value is null then null
            when relation = 'direction'
                then {{ agrees_with_words('printed_value', 'implied_value') }}
            when relation = '<'
                then printed_number - rounding_value <= implied_value + implied_error
            when relation = '>'
                then printed_number + rounding_value >= implied_value - implied_error
            else
                abs(printed_number - implied_value) <= rounding_value + implied_error
        end as is_consistent,
        case
            when is_in_words
                then {{ agrees_with_words('printed_value', 'computed_value') }}
            when operator = '<' then computed_value <= printed_number + tolerance_value
            when operator = '>' then computed_value >= printed_number - tolerance_value
            else abs(computed_value - printed_number) <= tolerance_value
        end as is_met,
        case
            when is_in_words
                then {{ agrees_with_words('repaired_value', 'computed_value') }}
            else abs(computed_value - repaired_number) <= tolerance_value
        end as is_repair_met
    from toleranced

),

final as (

    select
        ---------- keys
        claim_id,

        ---------- attributes
        paper_id,
        section,
        description,
        role,
        operator,
        measure,
        place_id,
        source_id,
        stage_id,
        to_stage_id,
        parameter_id,
        period,
        method_id,
        quantity_key,
        printed_value,
        unit,
        unit_interpreted,
        repaired_value,
        repair_evidence,
        reason,
        tolerance_class,
        arithmetic,
        explanation,
        case
            when is_consistent is false then 'contradicted'
            -- Computed from nothing but the paper's own figures, and still not so.
            when is_fixed_by_anchors and role != 'anchor' and is_met is false
                then 'contradicted'
            when role = 'anchor' or is_fixed_by_anchors then 'input'
            when computed_value is null then 'not_computable'
            when is_met then 'reproduced'
            else 'deviates'
        end as verdict,

        ---------- measures
        printed_number,
        repaired_number,
        computed_value,
        headline_value,
        implied_value,
        implied_error,
        tolerance_value,
        computed_value - printed_number as difference_value,

        ---------- flags
        is_repair_met,

        ---------- provenance
        source_key,
        source_locator,
        basis

    from compared

)

select * from final
