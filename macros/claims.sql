{# The key by which a claim finds its computed quantity; absent parts stay empty. #}
{% macro quantity_key(
    measure, place="null", source="null", stage="null", to_stage="null",
    parameter="null", period="null"
) -%}
    concat_ws(
        '|',
        {{ measure }},
        coalesce({{ place }}, ''),
        coalesce({{ source }}, ''),
        coalesce({{ stage }}, ''),
        coalesce({{ to_stage }}, ''),
        coalesce({{ parameter }}, ''),
        coalesce({{ period }}, '')
    )
{%- endmacro %}

{#- Whether a number is what the words of a claim say: a rank, a direction, an order.
    'stable' is a change of at most 10 % either way, 'no growth' of at most +10 %: the
    tolerance of a single cell. -#}
{% macro agrees_with_words(words, number) -%}
    case
        when {{ words }} = 'increase' then {{ number }} > 0
        when {{ words }} = 'decrease' then {{ number }} < 0
        when {{ words }} = 'stable' then abs({{ number }}) <= 10
        when {{ words }} = 'no growth' then {{ number }} <= 10
        when {{ words }} = 'greater' then {{ number }} > 1
        when {{ words }} = 'less' then {{ number }} < 1
        when {{ words }} like 'rank %'
            then {{ number }} = cast(split_part({{ words }}, ' ', 2) as integer)
        when {{ words }} like 'top %'
            then {{ number }} <= cast(split_part({{ words }}, ' ', 2) as integer)
    end
{%- endmacro %}
