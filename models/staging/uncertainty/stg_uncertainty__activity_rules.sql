with

source as (

    {{ user_rows_win(
        'uncertainty',
        'activity_rules',
        ['series_pattern', 'series_basis']
    ) }}

),

final as (

    select
        ---------- keys
        series_pattern,
        series_basis,

        ---------- attributes
        family,
        dependence_group_id,
        draw_scope,

        ---------- measures
        {{ parse_number('cv_frac') }} as cv_frac,
        {{ parse_number('systematic_share_frac') }} as systematic_share_frac,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
