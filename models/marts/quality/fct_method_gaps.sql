-- Why a method differs from the headline, sub-source by sub-source, over the whole
-- period: the gap is split without rest into activity and factor by the logarithmic
-- mean (LMDI-I, Ang 2005). Where one emits nothing, activity takes it all.
with

emissions as (

    select * from {{ ref('fct_emissions') }}

),

activities as (

    select * from {{ ref('fct_activities') }}

),

sub_sources as (

    select * from {{ ref('dim_sub_source') }}
    where is_in_paper

),

methods as (

    select * from {{ ref('dim_method') }}

),

emission_totals as (

    select
        method_id,
        sub_source_id,
        sum(emission_t order by province_code, reference_year) as emission_t
    from emissions
    group by method_id, sub_source_id

),

activity_totals as (

    select
        method_id,
        sub_source_id,
        sum(
            coalesce(activity_t, activity_m3)
            order by province_code, use_id, reference_year
        ) as activity_value
    from activities
    group by method_id, sub_source_id

),

totals as (

    select
        emission_totals.method_id,
        emission_totals.sub_source_id,
        emission_totals.emission_t,
        activity_totals.activity_value
    from emission_totals
    inner join activity_totals
        on
            emission_totals.method_id = activity_totals.method_id
            and emission_totals.sub_source_id = activity_totals.sub_source_id

),

headlines as (

    select totals.*
    from totals
    inner join methods
        on totals.method_id = methods.method_id
    where methods.is_headline

),

pairs as (

    select
        totals.method_id,
        headlines.method_id as headline_method_id,
        sub_sources.sub_source_id,
        sub_sources.category_id,
        sub_sources.receptor_id,
        totals.emission_t,
        headlines.emission_t as headline_emission_t,
        totals.emission_t - headlines.emission_t as gap_t,
        totals.emission_t > 0
        and headlines.emission_t > 0 as has_logarithm,
        ln(
            nullif(totals.activity_value, 0) / nullif(headlines.activity_value, 0)
        ) as activity_log_ratio,
        ln(
            nullif(totals.emission_t, 0) / nullif(headlines.emission_t, 0)
        ) as emission_log_ratio
    from totals
    inner join headlines
        on
            totals.sub_source_id = headlines.sub_source_id
            and totals.method_id != headlines.method_id
    inner join sub_sources
        on totals.sub_source_id = sub_sources.sub_source_id

),

final as (

    select
        ---------- keys
        cast(method_id as varchar) as method_id,
        cast(sub_source_id as varchar) as sub_source_id,

        ---------- attributes
        cast(headline_method_id as varchar) as headline_method_id,
        cast(category_id as varchar) as category_id,
        cast(receptor_id as varchar) as receptor_id,

        ---------- measures
        cast(emission_t as double) as emission_t,
        cast(headline_emission_t as double) as headline_emission_t,
        cast(gap_t as double) as gap_t,
        cast(
            case
                when not has_logarithm then gap_t
                -- Equal emissions: the logarithmic mean is the emission itself.
                when abs(emission_log_ratio) < 1e-12
                    then emission_t * activity_log_ratio
                else gap_t * activity_log_ratio / emission_log_ratio
            end as double
        ) as activity_effect_t,
        cast(
            case
                when not has_logarithm then 0
                when abs(emission_log_ratio) < 1e-12
                    then emission_t * (emission_log_ratio - activity_log_ratio)
                else
                    gap_t * (1 - activity_log_ratio / emission_log_ratio)
            end as double
        ) as factor_effect_t

    from pairs

)

select * from final
