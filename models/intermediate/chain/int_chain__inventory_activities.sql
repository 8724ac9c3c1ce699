-- The chain meets the inventory: vanadium mined, smelted to oxide and made into alloys,
-- split over provinces like the inventory's own mine output.
with

measures as (

    select * from {{ ref('py_chain__measures') }}

),

parameters as (

    select * from {{ ref('int_chain__parameters') }}

),

mined as (

    select * from {{ ref('int_inventory__vanadium_mined') }}

),

outputs as (

    select
        stage_id,
        cast(reference_year as integer) as reference_year,
        point_value as output_v_t,
        case stage_id
            when 's1' then 'vanadium.mined_chain'
            when 's2' then 'vanadium.smelted_chain'
            when 's3' then 'vanadium.alloyed_chain'
        end as series_id
    from measures
    where
        track = 'physical'
        and measure = 'output_v'
        and stage_id in ('s1', 's2', 's3')

),

-- The figure behind an output; the independent one of S2 where it exists.
sources as (

    select
        stage_id,
        first_year as reference_year,
        max_by(source_key, quantity = 'v_output') as source_key,
        max_by(source_locator, quantity = 'v_output') as source_locator,
        max_by(basis, quantity = 'v_output') as basis
    from parameters
    where
        (stage_id = 's1' and quantity = 'mine_output')
        or (stage_id = 's2' and quantity in ('v_output', 'output'))
        or (stage_id = 's3' and quantity = 'output')
    group by stage_id, first_year

),

shares as (

    select
        province_code,
        reference_year,
        mined_v_t / sum(mined_v_t) over (partition by reference_year) as share_frac,
        seed_file
    from mined

),

final as (

    select
        ---------- keys
        outputs.series_id,
        shares.province_code,
        outputs.reference_year,

        ---------- measures
        outputs.output_v_t * shares.share_frac as value_t,
        cast(null as double) as value_m3,

        ---------- flags
        true as is_imputed,

        ---------- provenance
        sources.source_key,
        sources.source_locator || '; split like vanadium mined' as source_locator,
        -- contents and splits are judgement, whatever the total rests on
        {{ weakest_basis(["'assumed'", 'sources.basis']) }} as basis,
        shares.seed_file

    from outputs
    inner join sources
        on
            outputs.stage_id = sources.stage_id
            and outputs.reference_year = sources.reference_year
    inner join shares
        on outputs.reference_year = shares.reference_year

)

select * from final
