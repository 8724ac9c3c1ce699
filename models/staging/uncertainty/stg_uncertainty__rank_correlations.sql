with

source as (

    {{ user_rows_win(
        'uncertainty',
        'rank_correlations',
        ['dependence_group_id', 'parameter_id', 'other_parameter_id']
    ) }}

),

final as (

    select
        ---------- keys
        dependence_group_id,
        parameter_id,
        other_parameter_id,

        ---------- measures
        {{ parse_number('rank_correlation_coef') }} as rank_correlation_coef,

        ---------- provenance
        source_key,
        source_locator,
        basis,
        note,
        seed_file

    from source

)

select * from final
