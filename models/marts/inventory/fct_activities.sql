with

activities as (

    select * from {{ ref('int_inventory__activities') }}

),

final as (

    select
        ---------- keys
        cast(method_id as varchar) as method_id,
        cast(province_code as varchar) as province_code,
        cast(sub_source_id as varchar) as sub_source_id,
        cast(use_id as varchar) as use_id,
        cast(reference_year as integer) as reference_year,

        ---------- attributes
        cast(notation_key as varchar) as notation_key,
        cast(series_ids as varchar[]) as series_ids,

        ---------- measures
        cast(activity_t as double) as activity_t,
        cast(activity_m3 as double) as activity_m3,

        ---------- flags
        cast(is_imputed as boolean) as is_imputed,

        ---------- provenance
        cast(source_key as varchar) as source_key,
        cast(source_locator as varchar) as source_locator,
        cast(basis as varchar) as basis,
        cast(seed_file as varchar) as seed_file

    from activities

)

select * from final
