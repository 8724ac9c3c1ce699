-- Figure S5: carbon intensity of each stage and year with its interval, embodied
-- carbon, and the figure the paper prints for the stage.
-- Run in the DuckDB shell: .read analyses/chain_figs5_carbon_intensity.sql
with

carbon as (

    select * from fct_chain_carbon

),

printed as (

    select * from carbon
    where track = 'published_replica'

),

final as (

    select
        ---------- keys
        carbon.stage_id,
        carbon.reference_year,

        ---------- attributes
        carbon.intensity_unit,
        carbon.basis,

        ---------- measures
        carbon.carbon_intensity_tco2e_per_t,
        carbon.carbon_intensity_p025_tco2e_per_t,
        carbon.carbon_intensity_p975_tco2e_per_t,
        carbon.emission_co2_t,
        carbon.embodied_carbon_v_tco2e_per_t,
        printed.carbon_intensity_tco2e_per_t as intensity_printed_tco2e_per_t,
        printed.emission_co2_t as emission_printed_t

    from carbon
    inner join printed
        on carbon.stage_id = printed.stage_id
    where carbon.track = 'physical'

)

select * from final
order by stage_id, reference_year
