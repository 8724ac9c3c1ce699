-- What enters a stage leaves it, to 1e-9 of the flows, in every year.
with

places as (

    select
        flow_id,
        stage_id,
        flow_sign
    from (
        values
        ('output_s1', 's2', 1),
        ('import_s1', 's2', 1),
        ('output_s5', 's2', 1),
        ('import_s5', 's2', 1),
        ('export_s5', 's2', -1),
        ('loss_s2', 's2', -1),
        ('output_s2', 's2', -1),
        ('output_s2', 's3', 1),
        ('import_s2', 's3', 1),
        ('export_s2', 's3', -1),
        ('other_use_s2', 's3', -1),
        ('loss_s3', 's3', -1),
        ('output_s3', 's3', -1),
        ('output_s3', 's4', 1),
        ('import_s3', 's4', 1),
        ('export_s3', 's4', -1),
        ('loss_s4', 's4', -1),
        ('output_s4', 's4', -1),
        ('scrap_s4', 's5', 1),
        ('loss_s5', 's5', -1),
        ('output_s5', 's5', -1)
    ) as signs (flow_id, stage_id, flow_sign)

),

sums as (

    select
        places.stage_id,
        adjustments.reference_year,
        sum(places.flow_sign * adjustments.adjusted_v_t) as gap_v_t,
        sum(abs(adjustments.adjusted_v_t)) as size_v_t,
        count(adjustments.adjusted_v_t) = count(*) as is_complete
    from places
    inner join {{ ref('fct_chain_adjustments') }} as adjustments
        on places.flow_id = adjustments.flow_id
    group by places.stage_id, adjustments.reference_year

)

select
    stage_id,
    reference_year
from sums
where not is_complete or abs(gap_v_t) > 1e-9 * size_v_t
union all
select
    'stage years' as stage_id,
    count(*) as reference_year
from sums
having count(*) != 32
