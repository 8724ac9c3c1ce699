-- unique_combination must catch a repeated key, also one whose second part is null, and
-- let pass keys that differ in one part.
with

caught as (

    {{ test_unique_combination(
        model=(
            "(values ('a', 1), ('a', 1), ('a', 2), ('b', 1), "
            ~ "('c', null), ('c', null), ('d', null)) as keyed (letter, number)"
        ),
        columns=['letter', 'number']
    ) }}

)

select 'caught ' || coalesce(string_agg(letter, ', ' order by letter), 'nothing')
    as problem
from caught
having string_agg(letter, ', ' order by letter) is distinct from 'a, c'
