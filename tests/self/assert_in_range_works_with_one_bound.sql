-- A lower bound of zero is a bound, and without an upper one nothing is too large.
with

caught as (

    {{ test_in_range(
        model='(values (-0.5), (0), (1e12)) as measured (value)',
        column_name='value',
        min_value=0
    ) }}

)

select 'caught ' || count(*) || ' rows' as problem
from caught
having count(*) != 1 or min(value) != -0.5
