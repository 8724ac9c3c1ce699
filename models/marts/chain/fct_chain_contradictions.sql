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
        max(metric_value) filter (where metric_id = 'p026') as s2_s3_2015,
        max(metric_value) filter (where metric_id = 'p027') as s2_s3_2022,
        max(metric_value) filter (where metric_id = 'p032') as s2_s3_growth
    from metrics

),

found as (

    select
        (
            select output_low_t from outputs
            where stage_id = 's1' and reference_year = 2022
        ) as s1_output,
        (
            select output_high_t from outputs
            where stage_id = 's5' and reference_year = 2022
        ) as s5_output,
        (
            select count(*) from outputs as oxide
            inner join outputs as products
                on oxide.reference_year = products.reference_year
            where
                oxide.stage_id = 's2'
                and products.stage_id = 's4'
                and oxide.output_low_t > products.output_high_t
        ) as years_s2_above_s4,
        (
            select count(*) from cells as earlier
            inner join cells as later
                on
                    earlier.from_stage_id = later.from_stage_id
                    and earlier.reference_year + 1 = later.reference_year
            where
                later.from_stage_id = 's1'
                and later.forward_value < earlier.forward_value
        ) as years_s1_falls,
        (
            select forward_value from cells
            where from_stage_id = 's4' and reference_year = 2022
        ) as s4_forward,
        (
            select min(backward_value) from cells
            where from_stage_id = 's4'
        ) as s5_s4_cell,
        (
            select max(forward_value) from cells
            where from_stage_id = 's4'
        ) as s4_s5_cell,
        (
            select avg(unit_cost_cny_per_t) from costs
            where stage_id = 's2' and reference_year in (2015, 2016, 2019, 2022)
        ) as oxide_market,
        (
            select price_v_cny_per_t from costs
            where stage_id = 's1' and reference_year = 2015
        ) as slag_2015,
        (
            select unit_value_cny_per_t from trade
            where product_id = 'v2o5' and reference_year = 2018
        ) as oxide_2018,
        (
            select unit_value_cny_per_t from trade
            where product_id = 'ferrovanadium' and reference_year = 2018
        ) as alloy_2018,
        (
            select unit_value_cny_per_t from trade
            where product_id = 'ferrovanadium' and reference_year = 2019
        ) as alloy_2019,
        (
            select {{ mt_to_t('figure_value') }} from figures
            where product = 'high-strength rebar'
        ) as strong_bars_t,
        (
            select figure_value from figures
            where quantity = 'production from secondary sources'
        ) as all_secondary_t

),

-- Table S3 by column: the larger of S2 and S4 against S3.
met as (

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

-- Each statement as one or more relations between two figures.
lines as (

    select relations.*
    from printed
    cross join found
    cross join met
    cross join
        lateral (
            values
            (
                'k01', 1, 't',
                'S2 output 2022', printed.s2_output,
                '<', 'S4 output 2022', printed.s4_output
            ),
            (
                'k01', 2, 'years',
                'years in which S2 output is above S4', found.years_s2_above_s4,
                '=', 'none, if S2 is always lower', 0
            ),
            (
                'k02', 1, '10^6 t',
                'S4 output as t, over 10^6', printed.s4_output / 1e6,
                '=', 'Table S1, S4 to S5, 2022', found.s4_forward
            ),
            (
                'k02', 2, 't',
                'S4 output as 10^3 t', printed.s4_output * 1e3,
                '=', 'high-strength bar output', found.strong_bars_t
            ),
            (
                'k03', 1, 't',
                'S3 daily output x 365 d', printed.s3_rate * 365,
                '=', 'S3 output 2022', printed.s3_output
            ),
            (
                'k03', 2, 't',
                'S4 daily output x 365 d', printed.s4_rate * 365,
                '=', 'S4 output 2022', printed.s4_output
            ),
            (
                'k03', 3, 't/d',
                'S3 daily output, relatively low', printed.s3_rate,
                '<<', 'S4 daily output', printed.s4_rate
            ),
            (
                'k04', 1, 't',
                'S1 emission over intensity',
                printed.s1_emission / printed.s1_intensity,
                '=', 'S1 output 2022', found.s1_output
            ),
            (
                'k04', 2, 't',
                'S2 emission over intensity',
                printed.s2_emission / printed.s2_intensity,
                '=', 'S2 output 2022', printed.s2_output
            ),
            (
                'k04', 3, 't',
                'S3 emission over intensity',
                printed.s3_emission / printed.s3_intensity,
                '=', 'S3 output 2022', printed.s3_output
            ),
            (
                'k05', 1, 'CNY/t',
                'S3 cost 2019 for four years, never falling', 4 * printed.s3_cost_2019,
                '<=', 'S3 mean cost for eight years', 8 * printed.s3_cost
            ),
            (
                'k05', 2, 'CNY/t',
                'S3 cost printed for 2019', printed.s3_cost_2019,
                '~', 'ferrovanadium export unit value 2019', found.alloy_2019
            ),
            (
                'k05', 3, 'CNY/t',
                'S3 cost printed for 2019', printed.s3_cost_2019,
                '~', 'ferrovanadium export unit value 2018', found.alloy_2018
            ),
            (
                'k06', 1, 'CNY/t',
                'S5 mean cost needed in 2016-2021',
                (8 * printed.s5_cost - printed.s5_cost_2015 - printed.s5_cost_2022) / 6,
                '<=', 'S5 cost at the end', printed.s5_cost_2022
            ),
            (
                'k07', 1, 'CNY/t',
                'S2 mean cost left for 2015, 2016, 2019, 2022', (
                    8 * printed.s2_cost - printed.s2_cost_2017 - printed.s2_cost_2018
                    - printed.s2_cost_2020 - printed.s2_cost_2021
                ) / 4,
                '=', 'market price in those years', found.oxide_market
            ),
            (
                'k08', 1, 'CNY/t',
                'S2 cost 2018 as million RMB per t', printed.s2_cost_2018 * 100,
                '~', 'V2O5 export unit value 2018', found.oxide_2018
            ),
            (
                'k08', 2, 'CNY/t',
                'S2 cost 2018 as 10^4 RMB per t', printed.s2_cost_2018,
                '~', 'V2O5 export unit value 2018', found.oxide_2018
            ),
            (
                'k08', 3, 'CNY/t V',
                'S1 cost 2015 as 10^4 RMB per t V', printed.s1_cost_2015,
                '~', 'price of V in slag 2015', found.slag_2015
            ),
            (
                'k09', 1, 'index',
                'least S5 to S4 backward in the text', printed.s5_s4_least,
                '<=', 'least cell of Table S2', found.s5_s4_cell
            ),
            (
                'k09', 2, 'index',
                'most S4 to S5 forward in the text', printed.s4_s5_most,
                '>=', 'most cell of Table S1', found.s4_s5_cell
            ),
            (
                'k09', 3, 'x',
                'growth of S2 to S3 in the text', printed.s2_s3_growth,
                '>=', '2022 over 2015 in the text',
                printed.s2_s3_2022 / printed.s2_s3_2015
            ),
            (
                'k10', 1, 'years',
                'years in which S1 output falls', found.years_s1_falls,
                '=', 'none, if the trend is consistent', 0
            ),
            (
                'k11', 1, 'response',
                'larger of S2 and S4, column 1 of Table S3', met.response_1_s2_s4,
                '>=', 'S3', met.response_1_s3
            ),
            (
                'k11', 2, 'response',
                'larger of S2 and S4, column 2 corrected', met.response_2_s2_s4,
                '>=', 'S3 corrected', met.response_2_s3
            ),
            (
                'k11', 3, 'response',
                'larger of S2 and S4, column 3 corrected', met.response_3_s2_s4,
                '>=', 'S3', met.response_3_s3
            ),
            (
                'k12', 1, 't CO2/t',
                'S3 intensity', printed.s3_intensity,
                '<=', 'S1 intensity', printed.s1_intensity
            ),
            (
                'k13', 1, 't V2O5',
                'S5 output 2022', found.s5_output,
                '=', 'V2O5 from all secondary sources, 2024', found.all_secondary_t
            )
        ) as relations (
            contradiction_id,
            line_no,
            unit,
            left_label,
            left_value,
            stated_relation,
            right_label,
            right_value
        )

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
                when '<<' then lines.left_value > lines.right_value / 1.25
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
