-- A GROUP BY over the stored draws gives the national bounds within four standard
-- errors (the stored draws are fewer, so their error is larger by a known factor), and
-- the sum of provincial bounds, which is the usual mistake, does not.
with

draws as (

    select
        method_id,
        draw_id,
        sum(emission_t) as emission_t
    from {{ ref('fct_emission_draws') }}
    group by method_id, draw_id

),

from_draws as (

    select
        method_id,
        count(*) as stored_count,
        quantile_cont(emission_t, 0.025) as emission_p025_t,
        quantile_cont(emission_t, 0.975) as emission_p975_t
    from draws
    group by method_id

),

provinces as (

    select
        method_id,
        sum(emission_p025_t) as sum_p025_t,
        sum(emission_p975_t) as sum_p975_t
    from {{ ref('fct_emission_intervals') }}
    where level = 'province' and reference_year is null
    group by method_id

),

national as (

    select * from {{ ref('fct_emission_intervals') }}
    where level = 'national' and reference_year is null

)

select
    national.method_id,
    national.emission_p025_t,
    from_draws.emission_p025_t as stored_p025_t,
    provinces.sum_p025_t,
    national.emission_p975_t,
    from_draws.emission_p975_t as stored_p975_t,
    provinces.sum_p975_t
from national
inner join from_draws
    on national.method_id = from_draws.method_id
inner join provinces
    on national.method_id = provinces.method_id
where
    abs(national.emission_p025_t - from_draws.emission_p025_t)
    > 4 * national.emission_p025_se_t
    * sqrt(1 + national.n_draws / from_draws.stored_count)
    or abs(national.emission_p975_t - from_draws.emission_p975_t)
    > 4 * national.emission_p975_se_t
    * sqrt(1 + national.n_draws / from_draws.stored_count)
    or provinces.sum_p975_t - provinces.sum_p025_t
    <= national.emission_p975_t - national.emission_p025_t
