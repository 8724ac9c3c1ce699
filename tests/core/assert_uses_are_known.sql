-- Every use that an activity is split by is described in dim_use.
select distinct activities.use_id
from {{ ref('fct_activities') }} as activities
left join {{ ref('dim_use') }} as uses
    on activities.use_id = uses.use_id
where uses.use_id is null
