with

statements as (

    select * from {{ ref('stg_chain_paper__contradictions') }}

),

metrics as (

    select * from {{ ref('stg_chain_paper__metrics') }}

),

outputs as (

    select * from {{ ref('int_chain__outputs_recovered') }}

),

cells as (

    select * from {{ ref('int_chain__linkage_cells') }}

),

responses as (

    select * from {{ ref('stg_chain_paper__shock_responses') }}

),

costs as (

    select * from {{ ref('fct_chain_costs') }}
    where track = 'physical'

),

trade as (

    select * from {{ ref('fct_chain_trade') }}
    where flow = 'export' and status = 'reported'

),

figures as (

    select * from {{ ref('stg_chain__market_figures') }}

),

printed as (

    select
        max(metric_value) filter (where metric_id = 'p134') as s1_cost,
        max(metric_value) filter (where metric_id = 'p001') as s1_cost_2015,
        max(metric_value) filter (where metric_id = 'p003') as s2_cost_2017,
        max(metric_value) filter (where metric_id = 'p004') as s2_cost_2018,
        max(metric_value) filter (where metric_id = 'p005') as s2_cost_2020,
        max(metric_value) filter (where metric_id = 'p006') as s2_cost_2021,
        max(metric_value) filter (where metric_id = 'p140') as s2_cost,
        max(metric_value) filter (where metric_id = 'p008') as s3_cost_2019,
        max(metric_value) filter (where metric_id = 'p148') as s3_cost,
        max(metric_value) filter (where metric_id = 'p014') as s5_cost_2015,
        max(metric_value) filter (where metric_id = 'p015') as s5_cost_2022,
        max(metric_value) filter (where metric_id = 'p161') as s5_cost,
        max(metric_value) filter (where metric_id = 'p135') as s1_emission,
        max(metric_value) filter (where metric_id = 'p142') as s2_emission,
        max(metric_value) filter (where metric_id = 'p149') as s3_emission,
        max(metric_value) filter (where metric_id = 'p136') as s1_intensity,
        max(metric_value) filter (where metric_id = 'p143') as s2_intensity,
        max(metric_value) filter (where metric_id = 'p150') as s3_intensity,
        max(metric_value) filter (where metric_id = 'p138') as s2_output,
        max(metric_value) filter (where metric_id = 'p146') as s3_output,
        max(metric_value) filter (where metric_id = 'p153') as s4_output,
        max(metric_value) filter (where metric_id = 'p147') as s3_rate,
        max(metric_value) filter (where metric_id = 'p154') as s4_rate,
        max(metric_value) filter (where metric_id = 'p036') as s5_s4_least,
        max(metric_value) filter (where metric_id = 'p050') as s4_s5_most,
        max(metric_value) filter (where metric_id = 'p032') as s2_s3_growth
    from metrics

),

of_outputs as (

    select
        max(output_low_t) filter (
            where stage_id = 's1' and reference_year = 2022
        ) as s1_output,
        max(output_high_t) filter (
            where stage_id = 's5' and reference_year = 2022
        ) as s5_output
    from outputs

),

of_order as (

    select count(*) as years_s2_above_s4
    from outputs as oxide
    inner join outputs as products
        on
            oxide.reference_year = products.reference_year
            and oxide.stage_id = 's2'
            and products.stage_id = 's4'
    where oxide.output_low_t > products.output_high_t

),

falls as (

    select
        forward_value
        < lag(forward_value) over (order by reference_year) as is_fall
    from cells
    where from_stage_id = 's1'

),

of_falls as (

    select count(*) filter (where is_fall) as years_s1_falls from falls

),

of_cells as (

    select
        max(forward_value) filter (
            where from_stage_id = 's4' and reference_year = 2022
        ) as s4_forward,
        min(backward_value) filter (where from_stage_id = 's4') as s5_s4_cell,
        max(forward_value) filter (where from_stage_id = 's4') as s4_s5_cell
    from cells

),

of_growth as (

    select
        max(metric_value) filter (where metric_id = 'p027')
        / max(metric_value) filter (where metric_id = 'p026') as s2_s3_growth
    from metrics

),

of_responses as (

    select
        max(response_corrected_coef) filter (
            where response_column = 'response_1' and stage_id in ('s2', 's4')
        ) as response_1_s2_s4,
        max(response_corrected_coef) filter (
            where response_column = 'response_1' and stage_id = 's3'
        ) as response_1_s3,
        max(response_corrected_coef) filter (
            where response_column = 'response_2' and stage_id in ('s2', 's4')
        ) as response_2_s2_s4,
        max(response_corrected_coef) filter (
            where response_column = 'response_2' and stage_id = 's3'
        ) as response_2_s3,
        max(response_corrected_coef) filter (
            where response_column = 'response_3' and stage_id in ('s2', 's4')
        ) as response_3_s2_s4,
        max(response_corrected_coef) filter (
            where response_column = 'response_3' and stage_id = 's3'
        ) as response_3_s3
    from responses

),

of_costs as (

    select
        avg(unit_cost_cny_per_t) filter (
            where stage_id = 's2' and reference_year in (2015, 2016, 2019, 2022)
        ) as oxide_market,
        max(price_v_cny_per_t) filter (
            where stage_id = 's1' and reference_year = 2015
        ) as slag_2015
    from costs

),

of_trade as (

    select
        max(unit_value_cny_per_t) filter (
            where product_id = 'v2o5' and reference_year = 2018
        ) as oxide_2018,
        max(unit_value_cny_per_t) filter (
            where product_id = 'ferrovanadium' and reference_year = 2018
        ) as alloy_2018,
        max(unit_value_cny_per_t) filter (
            where product_id = 'ferrovanadium' and reference_year = 2019
        ) as alloy_2019
    from trade

),

of_figures as (

    select
        {{ mt_to_t(
            "max(figure_value) filter (where product = 'high-strength rebar')"
        ) }} as strong_bars_t,
        max(figure_value) filter (
            where quantity = 'production from secondary sources'
        ) as all_secondary_t
    from figures

),

found as (

    select
        of_outputs.s1_output,
        of_outputs.s5_output,
        of_order.years_s2_above_s4,
        of_falls.years_s1_falls,
        of_cells.s4_forward,
        of_cells.s5_s4_cell,
        of_cells.s4_s5_cell,
        of_growth.s2_s3_growth,
        of_responses.response_1_s2_s4,
        of_responses.response_1_s3,
        of_responses.response_2_s2_s4,
        of_responses.response_2_s3,
        of_responses.response_3_s2_s4,
        of_responses.response_3_s3,
        of_costs.oxide_market,
        of_costs.slag_2015,
        of_trade.oxide_2018,
        of_trade.alloy_2018,
        of_trade.alloy_2019,
        of_figures.strong_bars_t,
        of_figures.all_secondary_t
    from of_outputs
    cross join of_order
    cross join of_falls
    cross join of_cells
    cross join of_growth
    cross join of_responses
    cross join of_costs
    cross join of_trade
    cross join of_figures

),

lines as (

    select
        'k01' as contradiction_id,
        1 as line_no,
        'S2 output 2022' as left_label,
        printed.s2_output as left_value,
        '<' as stated_relation,
        'S4 output 2022' as right_label,
        printed.s4_output as right_value,
        't' as unit
    from printed
    cross join found
    union all
    select
        'k01' as contradiction_id,
        2 as line_no,
        'years in which S2 output is above S4' as left_label,
        found.years_s2_above_s4 as left_value,
        '=' as stated_relation,
        'none, if S2 is always lower' as right_label,
        0 as right_value,
        'years' as unit
    from printed
    cross join found
    union all
    select
        'k02' as contradiction_id,
        1 as line_no,
        'S4 output as t, over 10^6' as left_label,
        printed.s4_output / 1e6 as left_value,
        '=' as stated_relation,
        'Table S1, S4 to S5, 2022' as right_label,
        found.s4_forward as right_value,
        '10^6 t' as unit
    from printed
    cross join found
    union all
    select
        'k02' as contradiction_id,
        2 as line_no,
        'S4 output as 10^3 t' as left_label,
        printed.s4_output * 1e3 as left_value,
        '=' as stated_relation,
        'high-strength bar output' as right_label,
        found.strong_bars_t as right_value,
        't' as unit
    from printed
    cross join found
    union all
    select
        'k03' as contradiction_id,
        1 as line_no,
        'S3 daily output x 365 d' as left_label,
        printed.s3_rate * 365 as left_value,
        '=' as stated_relation,
        'S3 output 2022' as right_label,
        printed.s3_output as right_value,
        't' as unit
    from printed
    cross join found
    union all
    select
        'k03' as contradiction_id,
        2 as line_no,
        'S4 daily output x 365 d' as left_label,
        printed.s4_rate * 365 as left_value,
        '=' as stated_relation,
        'S4 output 2022' as right_label,
        printed.s4_output as right_value,
        't' as unit
    from printed
    cross join found
    union all
    select
        'k04' as contradiction_id,
        1 as line_no,
        'S1 emission over intensity' as left_label,
        printed.s1_emission / printed.s1_intensity as left_value,
        '=' as stated_relation,
        'S1 output 2022' as right_label,
        found.s1_output as right_value,
        't' as unit
    from printed
    cross join found
    union all
    select
        'k04' as contradiction_id,
        2 as line_no,
        'S2 emission over intensity' as left_label,
        printed.s2_emission / printed.s2_intensity as left_value,
        '=' as stated_relation,
        'S2 output 2022' as right_label,
        printed.s2_output as right_value,
        't' as unit
    from printed
    cross join found
    union all
    select
        'k04' as contradiction_id,
        3 as line_no,
        'S3 emission over intensity' as left_label,
        printed.s3_emission / printed.s3_intensity as left_value,
        '=' as stated_relation,
        'S3 output 2022' as right_label,
        printed.s3_output as right_value,
        't' as unit
    from printed
    cross join found
    union all
    select
        'k05' as contradiction_id,
        1 as line_no,
        'S3 cost 2019 for four years, never falling' as left_label,
        4 * printed.s3_cost_2019 as left_value,
        '<=' as stated_relation,
        'S3 mean cost for eight years' as right_label,
        8 * printed.s3_cost as right_value,
        'CNY/t' as unit
    from printed
    cross join found
    union all
    select
        'k05' as contradiction_id,
        2 as line_no,
        'S3 cost printed for 2019' as left_label,
        printed.s3_cost_2019 as left_value,
        '~' as stated_relation,
        'ferrovanadium export unit value 2019' as right_label,
        found.alloy_2019 as right_value,
        'CNY/t' as unit
    from printed
    cross join found
    union all
    select
        'k05' as contradiction_id,
        3 as line_no,
        'S3 cost printed for 2019' as left_label,
        printed.s3_cost_2019 as left_value,
        '~' as stated_relation,
        'ferrovanadium export unit value 2018' as right_label,
        found.alloy_2018 as right_value,
        'CNY/t' as unit
    from printed
    cross join found
    union all
    select
        'k06' as contradiction_id,
        1 as line_no,
        'S5 mean cost needed in 2016-2021' as left_label,
        (
            8 * printed.s5_cost - printed.s5_cost_2015 - printed.s5_cost_2022
        ) / 6 as left_value,
        '<=' as stated_relation,
        'S5 cost at the end' as right_label,
        printed.s5_cost_2022 as right_value,
        'CNY/t' as unit
    from printed
    cross join found
    union all
    select
        'k07' as contradiction_id,
        1 as line_no,
        'S2 mean cost left for 2015, 2016, 2019, 2022' as left_label,
        (
            8 * printed.s2_cost - printed.s2_cost_2017 - printed.s2_cost_2018
            - printed.s2_cost_2020 - printed.s2_cost_2021
        ) / 4 as left_value,
        '=' as stated_relation,
        'market price in those years' as right_label,
        found.oxide_market as right_value,
        'CNY/t' as unit
    from printed
    cross join found
    union all
    select
        'k08' as contradiction_id,
        1 as line_no,
        'S2 cost 2018 as million RMB per t' as left_label,
        printed.s2_cost_2018 * 100 as left_value,
        '~' as stated_relation,
        'V2O5 export unit value 2018' as right_label,
        found.oxide_2018 as right_value,
        'CNY/t' as unit
    from printed
    cross join found
    union all
    select
        'k08' as contradiction_id,
        2 as line_no,
        'S2 cost 2018 as 10^4 RMB per t' as left_label,
        printed.s2_cost_2018 as left_value,
        '~' as stated_relation,
        'V2O5 export unit value 2018' as right_label,
        found.oxide_2018 as right_value,
        'CNY/t' as unit
    from printed
    cross join found
    union all
    select
        'k08' as contradiction_id,
        3 as line_no,
        'S1 cost 2015 as 10^4 RMB per t V' as left_label,
        printed.s1_cost_2015 as left_value,
        '~' as stated_relation,
        'price of V in slag 2015' as right_label,
        found.slag_2015 as right_value,
        'CNY/t V' as unit
    from printed
    cross join found
    union all
    select
        'k09' as contradiction_id,
        1 as line_no,
        'least S5 to S4 backward in the text' as left_label,
        printed.s5_s4_least as left_value,
        '<=' as stated_relation,
        'least cell of Table S2' as right_label,
        found.s5_s4_cell as right_value,
        'index' as unit
    from printed
    cross join found
    union all
    select
        'k09' as contradiction_id,
        2 as line_no,
        'most S4 to S5 forward in the text' as left_label,
        printed.s4_s5_most as left_value,
        '>=' as stated_relation,
        'most cell of Table S1' as right_label,
        found.s4_s5_cell as right_value,
        'index' as unit
    from printed
    cross join found
    union all
    select
        'k09' as contradiction_id,
        3 as line_no,
        'growth of S2 to S3 in the text' as left_label,
        printed.s2_s3_growth as left_value,
        '>=' as stated_relation,
        '2022 over 2015 in the text' as right_label,
        found.s2_s3_growth as right_value,
        'x' as unit
    from printed
    cross join found
    union all
    select
        'k10' as contradiction_id,
        1 as line_no,
        'years in which S1 output falls' as left_label,
        found.years_s1_falls as left_value,
        '=' as stated_relation,
        'none, if the trend is consistent' as right_label,
        0 as right_value,
        'years' as unit
    from printed
    cross join found
    union all
    select
        'k11' as contradiction_id,
        1 as line_no,
        'larger of S2 and S4, column 1 of Table S3' as left_label,
        found.response_1_s2_s4 as left_value,
        '>=' as stated_relation,
        'S3' as right_label,
        found.response_1_s3 as right_value,
        'response' as unit
    from printed
    cross join found
    union all
    select
        'k11' as contradiction_id,
        2 as line_no,
        'larger of S2 and S4, column 2 corrected' as left_label,
        found.response_2_s2_s4 as left_value,
        '>=' as stated_relation,
        'S3 corrected' as right_label,
        found.response_2_s3 as right_value,
        'response' as unit
    from printed
    cross join found
    union all
    select
        'k11' as contradiction_id,
        3 as line_no,
        'larger of S2 and S4, column 3 corrected' as left_label,
        found.response_3_s2_s4 as left_value,
        '>=' as stated_relation,
        'S3' as right_label,
        found.response_3_s3 as right_value,
        'response' as unit
    from printed
    cross join found
    union all
    select
        'k12' as contradiction_id,
        1 as line_no,
        'S3 intensity' as left_label,
        printed.s3_intensity as left_value,
        '<=' as stated_relation,
        'S1 intensity' as right_label,
        printed.s1_intensity as right_value,
        't CO2/t' as unit
    from printed
    cross join found
    union all
    select
        'k13' as contradiction_id,
        1 as line_no,
        'S5 output 2022' as left_label,
        found.s5_output as left_value,
        '=' as stated_relation,
        'V2O5 from all secondary sources, 2024' as right_label,
        found.all_secondary_t as right_value,
        't V2O5' as unit
    from printed
    cross join found

),

final as (

    select
        ---------- keys
        cast(lines.contradiction_id as varchar) as contradiction_id,
        cast(lines.line_no as integer) as line_no,

        ---------- attributes
        statements.statement,
        cast(lines.left_label as varchar) as left_label,
        cast(lines.stated_relation as varchar) as stated_relation,
        cast(lines.right_label as varchar) as right_label,
        cast(lines.unit as varchar) as unit,
        cast(statements.handling as varchar) as handling,

        ---------- measures
        cast(lines.left_value as double) as left_value,
        cast(lines.right_value as double) as right_value,
        cast(lines.left_value / nullif(lines.right_value, 0) as double)
            as left_over_right_ratio,

        ---------- flags
        cast(
            case lines.stated_relation
                when '<' then lines.left_value >= lines.right_value
                when '<=' then lines.left_value > lines.right_value
                when '>=' then lines.left_value < lines.right_value
                when '~'
                    then abs(ln(lines.left_value / lines.right_value)) > ln(1.25)
                else
                    abs(lines.left_value - lines.right_value)
                    > 0.05 * abs(lines.right_value)
            end as boolean
        ) as is_broken,

        ---------- provenance
        cast(statements.source_key as varchar) as source_key,
        cast(statements.source_locator as varchar) as source_locator,
        cast(statements.basis as varchar) as basis

    from lines
    inner join statements
        on lines.contradiction_id = statements.contradiction_id

)

select * from final
