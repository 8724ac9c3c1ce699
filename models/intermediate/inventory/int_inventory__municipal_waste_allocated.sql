-- National tonnage by route, split over the provinces. Provinces whose incineration was
-- seen keep it (and, in other years, its share of the nearest year seen); the rest of
-- the nation follows the waste collected in 2008, the only full panel.
with

national as (

    select * from {{ ref('stg_yearbook__municipal_waste_national') }}
    where item in ('incinerated', 'landfilled') and waste_t is not null

),

provincial as (

    select * from {{ ref('stg_yearbook__municipal_waste') }}
    where waste_t is not null

),

weights as (

    select
        province_code,
        waste_t,
        basis
    from provincial
    where item = 'collected' and reference_year = 2008

),

pinned as (

    select
        provincial.province_code,
        provincial.item,
        provincial.reference_year as pinned_year,
        provincial.waste_t / national.waste_t as share_frac,
        provincial.basis
    from provincial
    inner join national
        on
            provincial.item = national.item
            and provincial.reference_year = national.reference_year
    where provincial.item in ('incinerated', 'landfilled')

),

-- The nearest year seen serves, the earlier of two equally near.
nearest as (

    select
        national.item,
        national.reference_year,
        pinned.province_code,
        pinned.share_frac,
        abs(pinned.pinned_year - national.reference_year) as distance_years,
        pinned.basis
    from national
    inner join pinned
        on national.item = pinned.item
    qualify
        row_number() over (
            partition by national.item, national.reference_year, pinned.province_code
            order by
                abs(pinned.pinned_year - national.reference_year),
                pinned.pinned_year
        ) = 1

),

shares as (

    select
        national.item,
        national.reference_year,
        weights.province_code,
        nearest.distance_years,
        nearest.basis as pinned_basis,
        weights.basis as weight_basis,
        coalesce(
            nearest.share_frac,
            (
                1 - {{ ordered_sum_over(
                    'nearest.share_frac',
                    'national.item, national.reference_year',
                    'weights.province_code'
                ) }}
            )
            * weights.waste_t
            / {{ ordered_sum_over(
                'case when nearest.share_frac is null then weights.waste_t end',
                'national.item, national.reference_year',
                'weights.province_code'
            ) }},
            weights.waste_t
            / {{ ordered_sum_over(
                'weights.waste_t',
                'national.item, national.reference_year',
                'weights.province_code'
            ) }}
        ) as share_frac
    from national
    cross join weights
    left join nearest
        on
            national.item = nearest.item
            and national.reference_year = nearest.reference_year
            and weights.province_code = nearest.province_code

),

final as (

    select
        ---------- keys
        shares.province_code,
        shares.item,
        shares.reference_year,

        ---------- measures
        national.waste_t * shares.share_frac as waste_t,

        ---------- provenance
        national.source_key,
        case
            when shares.distance_years = 0 then 'printed for the province'
            when shares.distance_years > 0
                then 'national times the share of the nearest year seen'
            else 'national, split by waste collected in 2008'
        end as source_locator,
        case
            when shares.distance_years = 0 then shares.pinned_basis
            when shares.distance_years > 0
                then
                    {{ weakest_basis(
                        ["'estimated'", 'national.basis', 'shares.pinned_basis']
                    ) }}
            else
                {{ weakest_basis(
                    ["'estimated'", 'national.basis', 'shares.weight_basis']
                ) }}
        end as basis,
        national.seed_file

    from shares
    inner join national
        on
            shares.item = national.item
            and shares.reference_year = national.reference_year

)

select * from final
