with

source as (

    select * from {{ ref('raw_papers__claims') }}

),

parsed as (

    select
        *,
        operator in ('ordering', 'trend') as is_in_words,
        case
            when operator not in ('ordering', 'trend')
                then cast(printed_value as double)
        end as number_as_printed,
        -- One unit of the last digit the paper prints.
        case
            when operator not in ('ordering', 'trend')
                then pow(10, -length(split_part(printed_value, '.', 2)))
        end as last_digit_as_printed,
        cast(unit_factor as double) as factor_to_interpreted
    from source

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
        sub_source_id,
        category_id,
        receptor_id,
        province_code,
        region_id,
        region_group_id,
        coalesce(province_code, region_id, region_group_id, 'china') as place_id,
        coalesce(sub_source_id, category_id, receptor_id, 'all') as source_id,
        stage_id,
        to_stage_id,
        parameter_id,
        period,
        printed_value,
        print_rule,
        unit,
        unit_interpreted,
        repaired_value,
        repair_evidence,
        reason,

        ---------- measures
        number_as_printed,
        factor_to_interpreted,
        number_as_printed * factor_to_interpreted as printed_number,
        case
            when not is_in_words
                then cast(repaired_value as double) * factor_to_interpreted
        end as repaired_number,
        -- Half a unit of the last digit; a whole one where it cuts or says about.
        case
            when is_in_words then null
            when print_rule = 'exact' then 0
            when print_rule = 'cut' or operator = '~' then last_digit_as_printed
            else last_digit_as_printed / 2
        end as rounding_as_printed,

        ---------- flags
        is_in_words,

        ---------- provenance
        source_key,
        source_locator,
        basis

    from parsed

)

select * from final
