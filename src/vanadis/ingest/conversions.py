"""Find the unit of every figure: its row's, its column's or the sheet's."""

from vanadis.check import Resource
from vanadis.ingest.grid import Row
from vanadis.ingest.layout import Layout, measure_of
from vanadis.ingest.units import Conversion, UnitError, agreed, conversion
from vanadis.ingest.words import is_filled


class Conversions:
    """How the figures of a grid are brought to the unit of their table.

    ``used`` lists the columns, and the row units, that each conversion served.
    """

    def __init__(self, layout: Layout, resource: Resource, option: str | None) -> None:
        self._layout = layout
        self._measure = measure_of(resource)
        self._option = option
        self._cache: dict[tuple[int, str], Conversion] = {}
        self.positions = layout.figures_at(self._measure.name)
        self.labels = {
            at: layout.header.labels.get(at, self._measure.name)
            for at in self.positions
        }
        if layout.header.unit_at is None:
            # A unit that cannot be made out is said before any row is read.
            for at in self.positions:
                self.of(at, ())

    @property
    def used(self) -> dict[Conversion, list[str]]:
        """Return where each conversion was used."""
        found: dict[Conversion, list[str]] = {}
        for (at, row_unit), how in self._cache.items():
            label = f"'{self.labels[at]}'" + (f" in {row_unit}" if row_unit else "")
            found.setdefault(how, []).append(label)
        return found

    def of(self, position: int, cells: Row) -> Conversion:
        """Return the conversion of one figure.

        Raises
        ------
        UnitError
            When its unit is not stated, unknown, contradicted, or of another kind.
        """
        at = self._layout.header.unit_at
        cell = cells[at] if at is not None else None
        row_unit = str(cell).strip() if is_filled(cell) else ""
        key = (position, row_unit)
        if key not in self._cache:
            self._cache[key] = self._worked_out(position, row_unit)
        return self._cache[key]

    def _worked_out(self, position: int, row_unit: str) -> Conversion:
        """Return a conversion; the unit nearest to the figure comes before others."""
        target = self._measure.unit or ""
        label = self.labels[position]
        own = [
            *([row_unit] if row_unit else []),
            *self._layout.header.unit_of(position),
        ]
        option = [self._option] if self._option else []
        where = f"column '{label}'" + (", with --unit," if option else "")
        stated = agreed([*(own or self._layout.sheet_units), *option], where)
        # A column with the table's own name has the unit that its name ends in.
        if not stated and label == self._measure.name and not self._layout.spread:
            stated = target
        if not stated:
            raise UnitError(
                f"the unit of the figures is not stated for column '{label}': give "
                f"--unit, for instance --unit '{target}', or write it into the header "
                "in brackets"
            )
        return conversion(stated, target)
