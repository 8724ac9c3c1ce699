-- Released against contained: a fuel or waste cannot release more vanadium than it
-- holds. Per sub-source and use: the factor (lowest and highest province), the content
-- it is held against, their ratio (above 1 is impossible), and the emission of
-- 2015-2019 that stands in breach. In paper_replica breaches are findings about the
-- paper; in literature one stops the build.
-- Run in the DuckDB shell: .read analyses/inventory_released_over_contained.sql
with

bounds as (

    select * from fct_physical_bounds

),

uses as (

    select * from fct_use_emissions

),

emitted as (

    select
        method_id,
        province_code,
        sub_source_id,
        use_id,
        sum(emission_t) as emission_t
    from uses
    group by method_id, province_code, sub_source_id, use_id

),

final as (

    select
        ---------- keys
        bounds.method_id,
        bounds.sub_source_id,
        bounds.use_id,

        ---------- attributes
        bounds.content_parameter_id,

        ---------- measures
        min(bounds.released_kg_per_t) as released_lowest_kg_per_t,
        max(bounds.released_kg_per_t) as released_highest_kg_per_t,
        any_value(bounds.contained_kg_per_t) as contained_kg_per_t,
        max(bounds.released_over_contained_ratio)
            as released_over_contained_highest_ratio,
        sum(emitted.emission_t) as emission_t,
        sum(emitted.emission_t) filter (where bounds.is_breach) as breach_emission_t,

        ---------- flags
        bool_or(bounds.is_breach) as is_breach,
        bool_or(bounds.is_bound_enforced) as is_bound_enforced,

        ---------- provenance
        any_value(bounds.source_key) as source_key,
        any_value(bounds.basis) as basis

    from bounds
    inner join emitted
        on
            bounds.method_id = emitted.method_id
            and bounds.province_code = emitted.province_code
            and bounds.sub_source_id = emitted.sub_source_id
            and bounds.use_id = emitted.use_id
    group by
        bounds.method_id,
        bounds.sub_source_id,
        bounds.use_id,
        bounds.content_parameter_id

)

select * from final
order by is_breach desc, method_id asc, sub_source_id asc, use_id asc
