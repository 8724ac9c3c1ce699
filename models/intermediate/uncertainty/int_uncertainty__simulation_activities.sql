-- Every activity figure that enters an emission, with the factor it meets and the
-- draws it takes. The sum over a cell is the activity of fct_activities.
with

scopes as (

    select * from {{ ref('int_inventory__activity_scopes_inherited') }}

),

activities as (

    select * from {{ ref('dim_parameter') }}
    where parameter_kind = 'activity' and point_value is not null

),

factors as (

    select * from {{ ref('int_inventory__factors') }}

),

sub_sources as (

    select * from {{ ref('dim_sub_source') }}

),

provinces as (

    select * from {{ ref('dim_province') }}

),

final as (

    select
        ---------- keys
        scopes.method_id,
        activities.province_code,
        scopes.sub_source_id,
        scopes.use_id,
        activities.reference_year,
        activities.parameter_id,

        ---------- attributes
        provinces.region_id,
        sub_sources.category_id,
        sub_sources.receptor_id,
        factors.node_id,
        case
            when activities.draw_scope = 'nation'
                then
                    'activity.' || activities.series_id || '.nation.'
                    || activities.reference_year
            else activities.parameter_id
        end as draw_id,
        activities.dependence_group_id,
        activities.family,

        ---------- measures
        scopes.coefficient * activities.point_value as amount,
        activities.cv_frac,
        activities.systematic_share_frac,

        ---------- provenance
        activities.spread_seed_file as seed_file

    from scopes
    inner join activities
        on scopes.series_id = activities.series_id
    inner join factors
        on
            scopes.method_id = factors.method_id
            and activities.province_code = factors.province_code
            and scopes.sub_source_id = factors.sub_source_id
            and scopes.use_id = factors.use_id
            and activities.reference_year = factors.reference_year
    inner join sub_sources
        on scopes.sub_source_id = sub_sources.sub_source_id
    inner join provinces
        on activities.province_code = provinces.province_code
    where coalesce(factors.factor_kg_per_t, factors.factor_kg_per_m3) is not null

)

select * from final
