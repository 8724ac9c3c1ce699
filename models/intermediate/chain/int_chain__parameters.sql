-- Every uncertain input of the physical track, one law each. A relative law of the
-- seed becomes one law per data cell here.
with

laws as (

    select * from {{ ref('stg_chain__parameters') }}

),

outputs as (

    select * from {{ ref('int_chain__outputs_recovered') }}

),

mine_output as (

    select * from {{ ref('int_chain__mine_output_selected') }}

),

world_mining_data as (

    select * from {{ ref('stg_wmd__vanadium_output') }}

),

rebar as (

    select * from {{ ref('stg_chain__rebar_output') }}

),

trade as (

    select * from {{ ref('int_chain__trade_selected') }}

),

exchange_rates as (

    select * from {{ ref('stg_ecb__exchange_rates') }}

),

grid_factors as (

    select * from {{ ref('int_chain__grid_factors_filled') }}

),

cells as (

    select
        'mine_output' as quantity,
        'spread.mine_output' as law_id,
        's1' as stage_id,
        null as product_id,
        reference_year,
        't V/a' as unit,
        output_v_t as cell_value,
        source_key,
        source_locator,
        basis
    from mine_output
    union all by name
    select
        'v_output' as quantity,
        'spread.wmd_output' as law_id,
        's2' as stage_id,
        reference_year,
        't V/a' as unit,
        output_v_t as cell_value,
        source_key,
        source_locator,
        basis
    from world_mining_data
    where area = 'china'
    union all by name
    select
        'rebar_output' as quantity,
        'spread.rebar' as law_id,
        's4' as stage_id,
        reference_year,
        't/a' as unit,
        output_t as cell_value,
        source_key,
        source_locator,
        basis
    from rebar
    union all by name
    select
        flow as quantity,
        'spread.' || flow as law_id,
        stage_id,
        product_id,
        reference_year,
        't/a' as unit,
        quantity_t as cell_value,
        source_key,
        source_locator,
        basis
    from trade
    union all by name
    select
        'unit_value' as quantity,
        'spread.unit_value' as law_id,
        trade.stage_id,
        trade.product_id,
        trade.reference_year,
        'CNY/t' as unit,
        trade.value_usd / trade.quantity_t
        * exchange_rates.exchange_rate_cny_per_usd as cell_value,
        trade.source_key,
        'export value over quantity, at the yearly mean rate' as source_locator,
        'derived' as basis
    from trade
    inner join exchange_rates
        on trade.reference_year = exchange_rates.reference_year
    where trade.flow = 'export'

),

cell_laws as (

    select
        cells.quantity
        || '.' || coalesce(cells.product_id, cells.stage_id)
        || '.' || cells.reference_year as parameter_id,
        cells.quantity,
        cells.stage_id,
        cells.product_id,
        cells.reference_year as first_year,
        cells.reference_year as last_year,
        cells.unit,
        laws.law_family,
        cells.cell_value as point_value,
        cells.cell_value * laws.low_value as low_value,
        cells.cell_value * laws.high_value as high_value,
        laws.cv_frac,
        laws.gsd_ratio,
        cells.source_key,
        cells.source_locator,
        cells.basis,
        laws.parameter_id as law_parameter_id
    from cells
    inner join laws
        on cells.law_id = laws.parameter_id

),

output_laws as (

    select
        'output.' || stage_id || '.' || reference_year as parameter_id,
        'output' as quantity,
        stage_id,
        null as product_id,
        reference_year as first_year,
        reference_year as last_year,
        't/a' as unit,
        'uniform' as law_family,
        (output_low_t + output_high_t) / 2 as point_value,
        output_low_t as low_value,
        output_high_t as high_value,
        source_key,
        source_locator,
        basis
    from outputs

),

grid_laws as (

    select
        'grid.' || reference_year as parameter_id,
        'grid_factor' as quantity,
        reference_year as first_year,
        reference_year as last_year,
        't CO2/MWh' as unit,
        'fixed' as law_family,
        grid_factor_tco2_per_mwh as point_value,
        source_key,
        source_locator,
        basis
    from grid_factors

),

own_laws as (

    select
        parameter_id,
        quantity,
        stage_id,
        product_id,
        first_year,
        last_year,
        unit,
        law_family,
        point_value,
        low_value,
        high_value,
        cv_frac,
        gsd_ratio,
        source_key,
        source_locator,
        basis,
        parameter_id as law_parameter_id
    from laws
    where not is_relative

),

unioned as (

    select * from own_laws
    union all by name
    select * from output_laws
    union all by name
    select * from cell_laws
    union all by name
    select * from grid_laws

),

final as (

    select
        ---------- keys
        parameter_id,
        stage_id,
        product_id,

        ---------- attributes
        quantity,
        -- null: the law holds for every year, with one draw
        first_year,
        last_year,
        unit,
        law_family,
        law_parameter_id,

        ---------- measures
        point_value,
        low_value,
        high_value,
        cv_frac,
        gsd_ratio,

        ---------- provenance
        source_key,
        source_locator,
        basis

    from unioned
    where first_year is null or first_year between 2015 and 2022

)

select * from final
