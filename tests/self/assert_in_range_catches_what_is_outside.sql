-- in_range must catch -1 and 101 and let pass both bounds, what lies between and null.
with

caught as (

    {{ test_in_range(
        model=(
            '(values (-1), (0), (50), (100), (101), (null)) as measured (value)'
        ),
        column_name='value',
        min_value=0,
        max_value=100
    ) }}

)

select 'caught ' || coalesce(string_agg(value, ', ' order by value), 'nothing') as problem
from caught
having string_agg(value, ', ' order by value) is distinct from '-1, 101'
