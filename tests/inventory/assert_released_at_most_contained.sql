-- Matter is conserved: a factor releases at most what the fuel or waste contains.
-- Methods that do not enforce the bound keep their breaches as rows of the mart.
select
    method_id,
    province_code,
    sub_source_id,
    use_id,
    released_kg_per_t,
    contained_kg_per_t
from {{ ref('fct_physical_bounds') }}
where is_breach and is_bound_enforced
