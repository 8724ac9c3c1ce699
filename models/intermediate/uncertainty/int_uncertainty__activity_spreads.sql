-- The rule of every activity series: the longest pattern that fits wins, and of those
-- the one that names the basis.
with

series as (

    select distinct
        series_id,
        basis
    from {{ ref('int_inventory__activity_series') }}

),

rules as (

    select * from {{ ref('stg_uncertainty__activity_rules') }}

),

ranked as (

    select
        series.series_id,
        series.basis as series_basis,
        rules.family,
        rules.dependence_group_id,
        rules.draw_scope,
        rules.cv_frac,
        rules.systematic_share_frac,
        rules.source_key,
        rules.source_locator,
        rules.basis,
        rules.seed_file,
        row_number() over (
            partition by series.series_id, series.basis
            order by length(rules.series_pattern) desc, rules.series_basis = '*' asc
        ) as rule_rank
    from series
    inner join rules
        on
            series.series_id glob rules.series_pattern
            and rules.series_basis in ('*', series.basis)

),

final as (

    select
        ---------- keys
        series_id,
        series_basis,

        ---------- attributes
        family,
        dependence_group_id,
        draw_scope,

        ---------- measures
        cv_frac,
        systematic_share_frac,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        seed_file

    from ranked
    where rule_rank = 1

)

select * from final
