-- A broken rule of severity error stops publication and is named here.
select
    rule_id,
    table_name,
    failing_count,
    failing_sample,
    why
from {{ ref('fct_quality_results') }}
where severity = 'error' and not is_passed
