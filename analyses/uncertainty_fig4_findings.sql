-- Section 3.4, what drives transport, sludge and coal: each finding beside ours.
-- Transport fuel and sludge quantities correlate with their emissions in our draws too
-- (significant: with ten thousand draws almost anything is), but they explain a few
-- percent of the variance at most; the factors (vanadium in fuel oil, in exhaust
-- particles, in sludge) explain the rest. The paper's activities stand out because its
-- factors carry next to no spread. For coal we agree: release fractions, vanadium
-- content and particulate control lead. Desulfurisation matters in `literature` only:
-- the paper's arithmetic, and so `paper_replica`, leaves it out of the product.
-- Run in the DuckDB shell: .read analyses/uncertainty_fig4_findings.sql
with

sensitivities as (

    select * from fct_sensitivities
    where level = 'sub_source'

),

findings as (

    select
        unnest(
            [
                'transport fuel use', 'sludge generation', 'coal release fractions',
                'vanadium in raw coal and coke', 'application of ESP, FB and WFGD'
            ]
        ) as finding,
        unnest(
            [
                'transport_.*', 'waste_sd', 'coal_rc', 'coal_(rc|ck)', 'coal_rc'
            ]
        ) as sub_source_pattern,
        unnest(
            [
                'activity.*', 'activity.*', 'release.*',
                '(content.(raw_coal|coke)|v_in_pm.coke|paper_factor.coal_ck).*',
                'application.(esp|fb|hybrid|wfgd).*'
            ]
        ) as parameter_pattern

),

matched as (

    select
        findings.finding,
        sensitivities.method_id,
        sensitivities.sub_source_id,
        sensitivities.parameter_id,
        sensitivities.pearson_coef,
        sensitivities.pearson_adjusted_p,
        sensitivities.variance_share_frac,
        sensitivities.influence_rank
    from findings
    inner join sensitivities
        on
            regexp_full_match(sensitivities.sub_source_id, findings.sub_source_pattern)
            and regexp_full_match(
                sensitivities.parameter_id, findings.parameter_pattern
            )

),

final as (

    select
        ---------- keys
        finding,
        method_id,
        sub_source_id,

        ---------- attributes
        arg_max(parameter_id, variance_share_frac) as leading_input,
        case
            when min(pearson_adjusted_p) >= 0.05 then 'disagrees: not significant'
            when sum(variance_share_frac) < 0.1
                then 'agrees in sign only: under a tenth of the variance'
            else 'agrees'
        end as we_find,

        ---------- measures
        arg_max(pearson_coef, variance_share_frac) as leading_pearson_coef,
        min(pearson_adjusted_p) as smallest_adjusted_p_frac,
        sum(variance_share_frac) as variance_share_frac,
        min(influence_rank) as best_influence_rank

    from matched
    group by finding, method_id, sub_source_id

)

select * from final
order by finding, method_id, sub_source_id
