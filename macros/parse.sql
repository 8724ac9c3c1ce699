{# Known gap marks, those of seeds/yearbook/datapackage.yaml, become null; anything else
   that is no number fails the cast. #}
{% macro parse_number(column) -%}
    cast(
        case
            when
                trim(cast({{ column }} as varchar))
                in ('', '-', '--', '—', '——', '–', '...', '…')
                then null
            else trim(cast({{ column }} as varchar))
        end as double
    )
{%- endmacro %}
