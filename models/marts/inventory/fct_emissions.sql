with

uses as (

    select * from {{ ref('fct_use_emissions') }}

),

sub_sources as (

    select * from {{ ref('dim_sub_source') }}

),

provinces as (

    select * from {{ ref('dim_province') }}

),

summed as (

    select
        method_id,
        province_code,
        sub_source_id,
        reference_year,
        -- A fixed order of summation, so that every build gives the same bits.
        sum(emission_t order by use_id) as emission_t,
        case
            when sum(emission_t) is null then any_value(notation_key)
            when sum(emission_t) = 0 then 'NO'
        end as notation_key,
        bool_or(is_imputed) as is_imputed,
        {{ weakest_basis_of_group('basis') }} as basis
    from uses
    group by method_id, province_code, sub_source_id, reference_year

),

final as (

    select
        ---------- keys
        cast(summed.method_id as varchar) as method_id,
        cast(summed.province_code as varchar) as province_code,
        cast(summed.sub_source_id as varchar) as sub_source_id,
        cast(summed.reference_year as integer) as reference_year,

        ---------- attributes
        cast(sub_sources.category_id as varchar) as category_id,
        cast(provinces.region_id as varchar) as region_id,
        cast(sub_sources.receptor_id as varchar) as receptor_id,
        cast(summed.notation_key as varchar) as notation_key,

        ---------- measures
        cast(summed.emission_t as double) as emission_t,

        ---------- flags
        cast(summed.is_imputed as boolean) as is_imputed,

        ---------- provenance
        cast(summed.basis as varchar) as basis

    from summed
    left join sub_sources
        on summed.sub_source_id = sub_sources.sub_source_id
    left join provinces
        on summed.province_code = provinces.province_code

)

select * from final
