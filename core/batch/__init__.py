"""Many articles to a tree of briefs: what is done stays done, what fails is told, and the rest goes on.

`core.batch.run.Batch` is the run; it is imported where it is first used, for it loads SQLite.
"""

from core.batch.values import Done, Event, Failed, Job, Kept, NoPack, PassedOver, Told

__all__ = ["Done", "Event", "Failed", "Job", "Kept", "NoPack", "PassedOver", "Told"]
