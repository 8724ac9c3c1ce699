"""Bring your own data: a yearbook table becomes the user's rows of a seed."""

from vanadis.ingest.ingest import Options, apply, prepare
from vanadis.ingest.journal import undo
from vanadis.ingest.preview import preview
from vanadis.ingest.tables import find_table

__all__ = ["Options", "apply", "find_table", "prepare", "preview", "undo"]
