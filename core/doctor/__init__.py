"""What works here, what does not, and what to do about it. Opens no socket, loads no model and changes nothing."""

from core.doctor.checkup import examine
from core.doctor.stores import Finding

__all__ = ["Finding", "examine"]
