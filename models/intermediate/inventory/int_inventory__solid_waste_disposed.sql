-- The original series ends in 2017; the revised one is spliced on by its growth, never
-- by its level.
with

printed as (

    select * from {{ ref('stg_yearbook__solid_waste') }}
    where treatment = 'disposed' and waste_t is not null

),

revised as (

    select * from {{ ref('stg_yearbook__solid_waste_revised') }}
    where treatment = 'disposed'

),

last_printed as (

    select
        province_code,
        max(reference_year) as printed_year,
        max_by(waste_t, reference_year) as printed_t,
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
        waste_t,

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
        revised.reference_year,
        last_printed.printed_t * revised.waste_t / base_revised.waste_t as waste_t,
        true as is_imputed,
        last_printed.source_key,
        last_printed.printed_year || ' times growth of the revised national series'
            as source_locator,
        {{ weakest_basis(
            [
                "'estimated'", 'last_printed.printed_basis', 'revised.basis',
                'base_revised.basis'
            ]
        ) }}
            as basis,
        last_printed.seed_file
    from last_printed
    inner join revised
        on last_printed.printed_year < revised.reference_year
    inner join revised as base_revised
        on last_printed.printed_year = base_revised.reference_year

)

select * from final
