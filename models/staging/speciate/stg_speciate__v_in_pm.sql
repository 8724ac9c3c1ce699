with

source as (

    {{ user_rows_win('speciate', 'v_in_pm', ['sample_id']) }}

),

parsed as (

    select
        *,
        {{ parse_number('v_wt_pct') }} / 100 as v_in_pm_frac,
        {{ parse_number('uncertainty_wt_pct') }} / 100 as uncertainty_frac,
        {{ parse_number('upper_size_um') }} as upper_size_micrometre
    from source

),

final as (

    select
        ---------- keys
        sample_id,

        ---------- attributes
        test_id,
        source_class,
        profile_name,
        upper_size_micrometre,

        ---------- measures
        v_in_pm_frac,
        uncertainty_frac,

        ---------- flags
        detection_rule = 'below_uncertainty' as is_below_detection,
        -- The size cuts of one test are one measurement: PM10 stands for it, then
        -- PM2.5, then what there is; coarse cuts (suffix C) come last.
        row_number() over (
            partition by source_class, test_id
            order by
                sample_id like '%C' asc,
                upper_size_micrometre = 10 desc,
                upper_size_micrometre = 2.5 desc,
                sample_id asc
        ) = 1 as is_independent,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from parsed

)

select * from final
