-- Every publication that a chain figure names has a row.
with

used as (

    select source_key from {{ ref('int_chain__parameters') }}
    union
    select source_key from {{ ref('stg_chain__market_figures') }}
    union
    select source_key from {{ ref('stg_baci__trade') }}
    union
    select source_key from {{ ref('stg_chain_paper__metrics') }}

)

select used.source_key
from used
left join {{ ref('dim_reference') }} as known
    on used.source_key = known.source_key
where known.source_key is null
