-- The provincial series ends in 2017; it is extended by the growth of national urban
-- wastewater.
with

printed as (

    select * from {{ ref('stg_yearbook__wastewater') }}
    where discharged_m3 is not null

),

urban as (

    select * from {{ ref('stg_yearbook__urban_wastewater') }}
    where item = 'discharged'

),

last_printed as (

    select
        province_code,
        max(reference_year) as printed_year,
        max_by(discharged_m3, reference_year) as printed_m3,
        max_by(source_key, reference_year) as source_key,
        max_by(basis, reference_year) as printed_basis,
        max_by(seed_file, reference_year) as seed_file
    from printed
    group by province_code

),

final as (

    select
        ---------- keys
        province_code,
        reference_year,

        ---------- measures
        discharged_m3,

        ---------- flags
        false as is_imputed,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        seed_file
    from printed

    union all

    select
        last_printed.province_code,
        urban.reference_year,
        last_printed.printed_m3 * urban.volume_m3 / base_urban.volume_m3
            as discharged_m3,
        true as is_imputed,
        last_printed.source_key,
        last_printed.printed_year || ' times growth of national urban wastewater'
            as source_locator,
        {{ weakest_basis(
            ["'estimated'", 'last_printed.printed_basis', 'urban.basis', 'base_urban.basis']
        ) }}
            as basis,
        last_printed.seed_file
    from last_printed
    inner join urban
        on last_printed.printed_year < urban.reference_year
    inner join urban as base_urban
        on last_printed.printed_year = base_urban.reference_year

)

select * from final
