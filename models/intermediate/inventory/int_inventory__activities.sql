-- A table: many models read it.
{{ config(materialized='table') }}

-- The full grid: every method, sub-source, use, province (and the unallocated national
-- cell) and year; a cell without a figure is null and says why.
with

scopes as (

    select * from {{ ref('int_inventory__activity_scopes_inherited') }}

),

series as (

    select * from {{ ref('int_inventory__activity_series') }}

),

provinces as (

    select * from {{ ref('stg_reference__provinces') }}

),

years as (

    select cast(unnest(
        range({{ var('first_year') }}, {{ var('last_year') }} + 1)
    ) as integer) as reference_year

),

scoped_uses as (

    select distinct
        method_id,
        sub_source_id,
        use_id
    from scopes

),

grid as (

    select
        scoped_uses.method_id,
        provinces.province_code,
        scoped_uses.sub_source_id,
        scoped_uses.use_id,
        years.reference_year
    from scoped_uses
    cross join provinces
    cross join years

),

valued as (

    select
        scopes.method_id,
        series.province_code,
        scopes.sub_source_id,
        scopes.use_id,
        series.reference_year,
        -- A fixed order of summation, so that every build gives the same bits.
        sum(scopes.coefficient * series.value_t order by series.series_id)
            as activity_t,
        sum(scopes.coefficient * series.value_m3 order by series.series_id)
            as activity_m3,
        bool_or(series.is_imputed) as is_imputed,
        -- The source of the largest part stands for the cell.
        max_by(series.source_key, coalesce(series.value_t, series.value_m3))
            as source_key,
        max_by(series.source_locator, coalesce(series.value_t, series.value_m3))
            as source_locator,
        max_by(series.seed_file, coalesce(series.value_t, series.value_m3))
            as seed_file,
        {{ weakest_basis_of_group('series.basis') }} as basis,
        list_sort(list(scopes.series_id)) as series_ids
    from scopes
    inner join series
        on scopes.series_id = series.series_id
    where coalesce(series.value_t, series.value_m3) is not null
    group by
        scopes.method_id,
        series.province_code,
        scopes.sub_source_id,
        scopes.use_id,
        series.reference_year

),

unallocated as (

    select
        method_id,
        sub_source_id,
        use_id,
        reference_year
    from valued
    where province_code = '000000'

),

final as (

    select
        ---------- keys
        grid.method_id,
        grid.province_code,
        grid.sub_source_id,
        grid.use_id,
        grid.reference_year,

        ---------- attributes
        case
            when coalesce(valued.activity_t, valued.activity_m3) = 0 then 'NO'
            when coalesce(valued.activity_t, valued.activity_m3) is not null then null
            when grid.province_code = '000000' then 'NA'
            when unallocated.reference_year is not null then 'IE'
            else 'NE'
        end as notation_key,
        valued.series_ids,

        ---------- measures
        valued.activity_t,
        valued.activity_m3,

        ---------- flags
        coalesce(valued.is_imputed, false) as is_imputed,

        ---------- provenance
        valued.source_key,
        valued.source_locator,
        valued.basis,
        valued.seed_file

    from grid
    left join valued
        on
            grid.method_id = valued.method_id
            and grid.province_code = valued.province_code
            and grid.sub_source_id = valued.sub_source_id
            and grid.use_id = valued.use_id
            and grid.reference_year = valued.reference_year
    left join unallocated
        on
            grid.method_id = unallocated.method_id
            and grid.sub_source_id = unallocated.sub_source_id
            and grid.use_id = unallocated.use_id
            and grid.reference_year = unallocated.reference_year

)

select * from final
