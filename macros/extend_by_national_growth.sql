{#
    Rows of the CTE `printed` (per province and year) and, after its last printed year,
    that year times the growth of the CTE `national`. Growth only: the two series may
    stand on different levels. Serves as the final CTE of a model.
#}
{% macro extend_by_national_growth(measure, national_measure, rule) -%}
last_printed as (

    select
        province_code,
        max(reference_year) as printed_year,
        max_by({{ measure }}, reference_year) as printed_value,
        max_by(source_key, reference_year) as source_key,
        max_by(basis, reference_year) as printed_basis,
        max_by(seed_file, reference_year) as seed_file
    from printed
    group by province_code

),

final as (

    select
        ---------- keys
        province_code,
        reference_year,

        ---------- measures
        {{ measure }},

        ---------- flags
        false as is_imputed,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        seed_file
    from printed

    union all

    select
        last_printed.province_code,
        national.reference_year,
        last_printed.printed_value
        * national.{{ national_measure }} / base_national.{{ national_measure }}
            as {{ measure }},
        true as is_imputed,
        last_printed.source_key,
        last_printed.printed_year || ' {{ rule }}' as source_locator,
        {{ weakest_basis([
            "'estimated'", 'last_printed.printed_basis', 'national.basis',
            'base_national.basis'
        ]) }} as basis,
        last_printed.seed_file
    from last_printed
    inner join national
        on last_printed.printed_year < national.reference_year
    inner join national as base_national
        on last_printed.printed_year = base_national.reference_year

)
{%- endmacro %}
