{#
    Condition of a `qualify` on printed figures joined to the same and later years: a
    year without a figure rests on the last printed year before it, be it a gap between
    two printed years or the end of the print.
#}
{% macro last_printed_year_serves(printed_year, reference_year, partition_by) -%}
    {{ printed_year }} < {{ reference_year }}
    and {{ printed_year }} = max({{ printed_year }}) over (
        partition by {{ partition_by }}, {{ reference_year }}
    )
{%- endmacro %}

{#
    Rows of the CTE `printed` (per province and year) and, in years without one, the
    last printed year before times the growth of the CTE `national`. Growth only: the
    two series may stand on different levels. Serves as the final CTE of a model.
#}
{% macro extend_by_national_growth(measure, national_measure, rule) -%}
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
        printed.province_code,
        national.reference_year,
        printed.{{ measure }}
        * national.{{ national_measure }} / base_national.{{ national_measure }}
            as {{ measure }},
        true as is_imputed,
        printed.source_key,
        printed.reference_year || ' {{ rule }}' as source_locator,
        {{ weakest_basis([
            "'estimated'", 'printed.basis', 'national.basis', 'base_national.basis'
        ]) }} as basis,
        printed.seed_file
    from printed
    inner join national
        on printed.reference_year <= national.reference_year
    inner join national as base_national
        on printed.reference_year = base_national.reference_year
    qualify
        {{ last_printed_year_serves(
            'printed.reference_year', 'national.reference_year', 'printed.province_code'
        ) }}

)
{%- endmacro %}
