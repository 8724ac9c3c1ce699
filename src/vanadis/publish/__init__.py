"""Publication: a good build becomes one immutable file and a pointer to it."""

from vanadis.publish.publisher import PublicationError, publish
from vanadis.publish.results import Build, NodeResult, reasons_against

__all__ = ["Build", "NodeResult", "PublicationError", "publish", "reasons_against"]
