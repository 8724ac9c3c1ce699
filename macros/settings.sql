{#- on-run-start: stop before any model runs on a setting that means nothing. -#}
{% macro check_settings() -%}
    {%- if execute and flags.WHICH in ('build', 'run') -%}
        {%- set least = {
            'n_draws': 100, 'n_stored_draws': 1, 'n_resamples': 100, 'random_seed': 0,
            'first_year': 1, 'last_year': var('first_year') | int
        } -%}
        {%- for name, bound in least.items() -%}
            {%- set value = var(name) | string -%}
            {%- if not value.isdecimal() or value | int < bound -%}
                {{- refuse_setting(name, value, 'a whole number of at least ' ~ bound) -}}
            {%- endif -%}
        {%- endfor -%}
        {%- set samplings = ['random', 'latin_hypercube'] -%}
        {%- if var('sampling') not in samplings -%}
            {{- refuse_setting('sampling', var('sampling'), samplings | join(' or ')) -}}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{% macro refuse_setting(name, value, expected) -%}
    {{- exceptions.raise_compiler_error(
        "variable '" ~ name ~ "': value '" ~ value ~ "': expected " ~ expected
    ) -}}
{%- endmacro %}
