"""Bring your own data: a yearbook table becomes the user's rows of a seed."""

from vanadis.ingest.ingest import Options, apply, find_table, prepare
from vanadis.ingest.journal import undo
from vanadis.ingest.preview import preview

__all__ = ["Options", "apply", "find_table", "prepare", "preview", "undo"]
