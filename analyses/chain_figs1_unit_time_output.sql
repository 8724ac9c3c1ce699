-- Figure S1: output of each product per operating day, with its interval, and the
-- daily output that the text prints for the stage.
-- Run in the DuckDB shell: .read analyses/chain_figs1_unit_time_output.sql
with

outputs as (

    select * from fct_chain_unit_time_outputs

),

products as (

    select * from dim_product

),

stages as (

    select * from fct_chain_outputs

),

final as (

    select
        ---------- keys
        outputs.stage_id,
        outputs.product_id,
        outputs.reference_year,

        ---------- attributes
        products.product_name,

        ---------- measures
        outputs.output_t_per_d,
        outputs.output_p025_t_per_d,
        outputs.output_p975_t_per_d,
        stages.output_text_t_per_d as stage_output_printed_t_per_d

    from outputs
    inner join products
        on outputs.product_id = products.product_id
    inner join stages
        on
            outputs.stage_id = stages.stage_id
            and outputs.reference_year = stages.reference_year

)

select * from final
order by stage_id, product_id, reference_year
