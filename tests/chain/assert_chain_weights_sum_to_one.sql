select sum(weight_frac) as weight_sum
from {{ ref('stg_chain__criterion_weights') }}
having abs(sum(weight_frac) - 1) > 1e-9
