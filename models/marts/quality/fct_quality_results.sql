with

results as (

    select * from {{ ref('py_quality__results') }}

),

final as (

    select
        ---------- keys
        cast(rule_id as varchar) as rule_id,

        ---------- attributes
        cast(suite_name as varchar) as suite_name,
        cast(table_name as varchar) as table_name,
        cast(column_name as varchar) as column_name,
        cast(expectation as varchar) as expectation,
        cast(expected as varchar) as expected,
        cast(severity as varchar) as severity,
        cast(why as varchar) as why,
        cast(bound_source as varchar) as bound_source,
        cast(failing_sample as varchar) as failing_sample,

        ---------- measures
        cast(checked_count as bigint) as checked_count,
        cast(failing_count as bigint) as failing_count,

        ---------- flags
        cast(is_passed as boolean) as is_passed

    from results

)

select * from final
