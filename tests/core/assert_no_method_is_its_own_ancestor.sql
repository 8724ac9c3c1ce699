-- Methods based on each other would inherit everything several times over.
select distinct method_id
from {{ ref('int_inventory__method_lineage') }}
where
    method_id = ancestor_method_id
    and inheritance_depth > 0
