-- Province multipliers in force: the calibrated value stands for the seed's 1, a user's
-- own row stands for both.
with

multipliers as (

    select * from {{ ref('stg_method__province_multipliers') }}

),

calibration as (

    select * from {{ ref('py_inventory__province_calibration') }}

),

users_own as (

    select *
    from multipliers
    where seed_file like '%user_method__%'

),

final as (

    select
        ---------- keys
        parameter_id,

        ---------- attributes
        sub_source_id,
        province_code,

        ---------- measures
        multiplier_ratio,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file
    from users_own

    union all

    select
        multipliers.parameter_id,
        multipliers.sub_source_id,
        multipliers.province_code,
        calibration.multiplier as multiplier_ratio,
        'zhang_2025_inventory' as source_key,
        'section 3.3: thresholds for coal and coke' as source_locator,
        'derived' as basis,
        'nearest to 1 under the thresholds and the national totals' as note,
        'seeds/papers/raw_papers__claims.csv' as seed_file
    from multipliers
    inner join calibration
        on
            multipliers.sub_source_id = calibration.sub_source_id
            and multipliers.province_code = calibration.province_code
    where multipliers.parameter_id not in (select users_own.parameter_id from users_own)

)

select * from final
