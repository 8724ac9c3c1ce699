with

adjustments as (

    select * from {{ ref('py_chain__adjustments') }}

),

final as (

    select
        ---------- keys
        cast(flow_id as varchar) as flow_id,
        cast(reference_year as integer) as reference_year,

        ---------- measures
        cast(measured_v_t as double) as measured_v_t,
        cast(measured_sd_v_t as double) as measured_sd_v_t,
        cast(adjusted_v_t as double) as adjusted_v_t,
        cast(adjusted_sd_v_t as double) as adjusted_sd_v_t,
        cast(z_value as double) as z_value,

        ---------- flags
        cast(is_flagged as boolean) as is_flagged,

        ---------- provenance
        cast(basis as varchar) as basis

    from adjustments

)

select * from final
