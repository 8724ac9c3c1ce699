"""The seed check: every file against its data package, before anything is built."""

from vanadis.check.findings import Breach, Finding, report
from vanadis.check.package import PackageError, Resource, read_packages
from vanadis.check.run import check_seeds

__all__ = [
    "Breach",
    "Finding",
    "PackageError",
    "Resource",
    "check_seeds",
    "read_packages",
    "report",
]
