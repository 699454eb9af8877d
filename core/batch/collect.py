"""Documents over all articles of a batch: made of their JSON briefs, so those that an earlier run did are in them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.brief import Brief
from core.digest import default_budget, digest
from core.errors import InputError, UsageError
from core.export import collection, digest_to_json, digest_to_markdown, formats, from_json
from core.files import write_whole
from core.settings import SummarySettings

NEEDS: Final = "json"
"""The format that a batch must write for it."""
_DIGESTS: Final = {".md": digest_to_markdown, ".json": digest_to_json}


@dataclass(frozen=True, slots=True)
class Document:
    """One document over all articles."""

    path: Path
    make: Callable[[Sequence[Brief]], str | bytes]

    def write(self, output: Path, targets: Iterable[str]) -> None:
        """Write it, over the briefs of these targets in an output folder, in the order of their names.

        Raises InputError for a brief that was changed or deleted meanwhile, OutputError.
        """
        write_whole(self.path, self.make(list(_briefs(output, targets))))


def documents(
    names: Sequence[str], template: Path | None, collected: Path | None, digested: Path | None
) -> list[Document]:
    """Return what is to be made in these files: a collection, contents first, and a digest, each if it is named.

    Raises UsageError for a name that does not say what is to be written.
    """
    found = []
    if collected:
        form = formats((*names, collection(collected).name), template)[-1]
        found.append(Document(collected, form.collect))
    if digested:
        if digested.suffix.lower() not in _DIGESTS:
            raise UsageError(
                str(digested), "is a digest; its name must end in {endings}", endings=" or ".join(_DIGESTS)
            )
        writer = _DIGESTS[digested.suffix.lower()]
        found.append(Document(digested, lambda briefs: writer(digest(briefs, _budget(briefs[0])))))
    return found


def _budget(brief: Brief) -> SummarySettings:
    return default_budget(brief.budget or SummarySettings())


def _briefs(output: Path, targets: Iterable[str]) -> Iterator[Brief]:
    for target in sorted(targets):
        path = output / f"{target}.{NEEDS}"
        try:
            yield from_json(path.read_text(encoding="utf-8"), str(path))
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(str(path), "was changed or deleted meanwhile; run the batch again") from error
