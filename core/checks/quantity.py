"""Quantity: one number of a sentence, with all that it may mean."""

from dataclasses import dataclass, field

from core.checks.units import Unit

Reading = float | str
"""A value: a number, or by its first letter a time (`t1245`, in minutes), a date (`d2021-4-3`), a fraction (`f1/3`),
a telephone number (`p…`), a code (`cAF1234`), a Roman numeral (`r14`), or about so many (`~1000`: thousands)."""


@dataclass(slots=True)
class Quantity:
    """One number as it stands in a sentence."""

    readings: set[Reading]
    shown: str
    hard: bool = True
    """Whether it must have a counterpart; one that is not hard can only be a counterpart."""
    moment: bool = False
    """Whether it is a time or a date."""
    figure: bool = False
    """Whether it is written in figures."""
    unit: Unit | None = None
    negative: bool = False
    parts: tuple[float, ...] = ()
    """Numbers that, all together, say the same: the hours and the minutes."""
    also: set[Reading] = field(default_factory=set)
    """Numbers of the other side that it accounts for, though none says it alone: the day and the year of a date."""
    scale: float = 1
    """What it was multiplied by: a million in `3.5 million`."""
    place: int = 0
    """Index of its first token."""

    def scale_by(self, size: int) -> None:
        """Multiply it: 3.5 becomes 3.5 million. What is only about right stays so."""
        self.readings = {
            round(value * size, 4) if isinstance(value, float) else f"~{int(value[1:]) * size}"
            for value in self.readings
            if isinstance(value, float) or value[0] == "~"
        }
        self.scale *= size

    def add(self, amount: float) -> None:
        """Add to it: the half of « et demi »."""
        self.readings = {value + amount for value in self.readings if isinstance(value, float)}
