-- known_keys must catch the unknown letter and the unknown number, each by its column,
-- and let pass known ones and null.
with

caught as (

    {{ test_known_keys(
        model=(
            "(values ('a', 1), ('b', 2), ('x', 1), ('x', 1), ('a', 9), (null, null)) "
            ~ "as keyed (letter, number)"
        ),
        columns={
            'letter': "(values ('a'), ('b')) as letters (letter)",
            'number': "(values (1), (2)) as numbers (number)"
        }
    ) }}

)

select 'caught ' || coalesce(
    string_agg(column_name || '=' || unknown_key, ', ' order by column_name), 'nothing'
) as problem
from caught
having
    string_agg(column_name || '=' || unknown_key, ', ' order by column_name)
    is distinct from 'letter=x, number=9'
