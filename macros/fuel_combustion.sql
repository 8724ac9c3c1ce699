{# Staging of one table of fuel burnt by sector group; the tables differ in the fuels. #}
{% macro fuel_combustion(table) -%}
with

source as (

    {{ user_rows_win(
        'ceads', table, ['province_code', 'reference_year', 'fuel', 'sector_group']
    ) }}

),

final as (

    select
        ---------- keys
        province_code,
        reference_year,
        fuel,
        sector_group,

        ---------- measures
        {{ kt_to_t(parse_number('combusted_kt')) }} as combusted_t,
        {{ kt_to_t(parse_number('co2_kt')) }} as co2_t,
        {{ parse_number('co2_factor_t_per_t') }} as co2_factor_t_per_t,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
{%- endmacro %}
