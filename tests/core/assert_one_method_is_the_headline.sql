-- One number is the answer of the warehouse; a base is a method.
select 'headline' as problem
from {{ ref('dim_method') }}
having count(*) filter (where is_headline) != 1
union all
select methods.method_id as problem
from {{ ref('dim_method') }} as methods
left join {{ ref('dim_method') }} as bases
    on methods.base_method_id = bases.method_id
where
    methods.base_method_id is not null
    and bases.method_id is null
