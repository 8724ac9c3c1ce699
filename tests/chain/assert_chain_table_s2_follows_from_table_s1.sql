-- All 40 cells inside the predicted interval; where the text gives more digits, cutting
-- gives the cell exactly.
select
    from_stage_id,
    to_stage_id,
    reference_year
from {{ ref('fct_chain_linkage_checks') }}
where not is_inside or is_digit_match = false
union all
select
    'cells',
    cast(count(*) as varchar),
    count(*) filter (where is_digit_match)
from {{ ref('fct_chain_linkage_checks') }}
having count(*) != 40 or count(*) filter (where is_digit_match) != 10
