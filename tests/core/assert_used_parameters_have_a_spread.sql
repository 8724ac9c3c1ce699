-- Every parameter that a factor uses says how far it may be off; fixed = known exactly.
select
    parameter_id,
    'expected a row in seeds/uncertainty/user_uncertainty__spreads.csv' as expected
from {{ ref('dim_parameter') }}
where
    is_used
    and family is null
