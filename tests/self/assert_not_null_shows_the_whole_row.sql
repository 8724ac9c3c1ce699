-- not_null must catch the row without a value, show its key, and let pass zero.
with

caught as (

    {{ test_not_null(
        model="(values ('a', 1), ('b', null), ('c', 0)) as measured (letter, value)",
        column_name='value'
    ) }}

)

select 'caught ' || coalesce(string_agg(letter, ', ' order by letter), 'nothing')
    as problem
from caught
having string_agg(letter, ', ' order by letter) is distinct from 'b'
