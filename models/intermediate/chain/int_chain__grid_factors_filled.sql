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
        earlier.grid_factor_tco2_per_mwh
        + (later.grid_factor_tco2_per_mwh - earlier.grid_factor_tco2_per_mwh)
        * coalesce(
            (neighbours.reference_year - neighbours.year_before)
            / nullif(neighbours.year_after - neighbours.year_before, 0),
            0
        ) as grid_factor_tco2_per_mwh,

        ---------- flags
        neighbours.year_before != neighbours.year_after as is_imputed,

        ---------- provenance
        earlier.source_key,
        earlier.source_locator,
        case
            when neighbours.year_before = neighbours.year_after then earlier.basis
            else {{ weakest_basis(["'estimated'", 'earlier.basis', 'later.basis']) }}
        end as basis

    from neighbours
    inner join printed as earlier
        on neighbours.year_before = earlier.reference_year
    inner join printed as later
        on neighbours.year_after = later.reference_year

)

select * from final
