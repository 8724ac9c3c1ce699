-- All thirteen stand in the mart, and each has a line whose relation fails.
with

listed as (

    select
        contradiction_id,
        bool_or(is_broken) as has_broken_line
    from {{ ref('fct_chain_contradictions') }}
    group by contradiction_id

)

select
    statements.contradiction_id
from {{ ref('stg_chain_paper__contradictions') }} as statements
left join listed
    on statements.contradiction_id = listed.contradiction_id
where not coalesce(listed.has_broken_line, false)
union all
select 'expected 13, found ' || count(*)
from listed
having count(*) != 13
