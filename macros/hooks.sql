{#- on-run-start: stop before any table is replaced when a seed file is wrong. -#}
{% macro check_seeds() -%}
    {%- if execute and flags.WHICH in ('build', 'seed') -%}
        {%- set call -%}
            select vanadis_check_seeds('{{ flags.WHICH }}', '{{ invocation_id }}')
        {%- endset -%}
        {%- set report = run_query(call).rows[0][0] -%}
        {%- if report -%} {{ exceptions.raise_compiler_error(report) }} {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{#- on-run-end: publish a complete and good build, and say what happened. -#}
{% macro publish_warehouse(results, schemas) -%}
    {%- if execute and flags.WHICH == 'build' -%}
        {%- set outcome = run_query(
            "select vanadis_publish('"
            ~ tojson(build_payload(results)).replace("'", "''") ~ "')"
        ).rows[0][0] -%}
        {%- if outcome.startswith('error ') -%}
            select error('{{ outcome[6:].replace("'", "''") }}')
        {%- elif outcome -%}
            {%- do log(outcome[3:], info=true) -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{#- What vanadis.publish needs to know about this invocation. -#}
{% macro build_payload(results) -%}
    {%- set enabled = [] -%}
    {%- for node in graph.nodes.values() -%}
        {%- if node.resource_type in ('model', 'seed', 'snapshot', 'test') -%}
            {%- do enabled.append(node.unique_id) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set ended = [] -%}
    {%- for result in results -%}
        {%- do ended.append({
            'unique_id': result.node.unique_id,
            'resource_type': result.node.resource_type | string,
            'status': result.status | string,
            'failures': result.failures,
            'message': result.message,
            'seconds': result.execution_time,
            'failing_query': result.node.compiled_code
                if result.node.resource_type | string == 'test'
                and result.status | string == 'fail' else none,
        }) -%}
    {%- endfor -%}
    {#- Options that leave out nodes or rows; unit tests are not in the graph. -#}
    {%- set partial = [] -%}
    {%- for option in (
        'select', 'exclude', 'selector', 'resource_types', 'exclude_resource_types',
        'empty', 'sample',
    ) -%}
        {%- if invocation_args_dict.get(option) -%}
            {%- do partial.append('--' ~ option.replace('_', '-')) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return({
        'invocation_id': invocation_id,
        'started_at': run_started_at.strftime('%Y%m%dT%H%M%SZ'),
        'command': flags.WHICH,
        'arguments': {
            'vars': invocation_args_dict.get('vars') or {},
            'partial': partial,
        },
        'selected': selected_resources,
        'enabled': enabled,
        'results': ended,
    }) -}}
{%- endmacro %}
