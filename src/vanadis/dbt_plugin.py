"""Functions that the dbt hooks call."""

from dbt.adapters.duckdb.plugins import BasePlugin


class Plugin(BasePlugin):
    """Registers the hook functions on dbt's connection."""
