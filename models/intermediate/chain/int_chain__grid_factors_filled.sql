with

printed as (

    select * from {{ ref('stg_chain__grid_factors') }}

),

years as (

    select unnest(generate_series(2015, 2022)) as reference_year

),

neighbours as (

    select
        years.reference_year,
        max(printed.reference_year) filter (
            where printed.reference_year <= years.reference_year
        ) as year_before,
        min(printed.reference_year) filter (
            where printed.reference_year >= years.reference_year
        ) as year_after
    from years
    cross join printed
    group by years.reference_year

),

final as (

    select
        ---------- keys
        neighbours.reference_year,

        ---------- measures
        before.grid_factor_tco2_per_mwh
        + (after.grid_factor_tco2_per_mwh - before.grid_factor_tco2_per_mwh)
        * coalesce(
            (neighbours.reference_year - neighbours.year_before)
            / nullif(neighbours.year_after - neighbours.year_before, 0),
            0
        ) as grid_factor_tco2_per_mwh,

        ---------- flags
        neighbours.year_before != neighbours.year_after as is_imputed,

        ---------- provenance
        before.source_key,
        before.source_locator,
        case
            when neighbours.year_before = neighbours.year_after then before.basis
            else {{ weakest_basis(["'estimated'", 'before.basis', 'after.basis']) }}
        end as basis

    from neighbours
    inner join printed as before
        on neighbours.year_before = before.reference_year
    inner join printed as after
        on neighbours.year_after = after.reference_year

)

select * from final
