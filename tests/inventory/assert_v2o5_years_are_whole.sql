-- The V2O5 output of a year splits the vanadium of the whole nation: a year that leaves
-- out the rest of no known province (000000), or has a part that is not reported, would
-- give its producers too much.
select
    reference_year,
    count(output_v2o5_t) as known_count,
    bool_or(province_code = '000000') as has_rest
from {{ ref('stg_literature__v2o5_output') }}
group by reference_year
having known_count < count(*) or not has_rest
