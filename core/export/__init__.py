"""Export of briefs: one module for each format, and reading JSON briefs back.

Word, TMX and digests, which few runs write, are imported on first use.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.brief import Brief
from core.errors import UsageError
from core.export.json import to_json
from core.export.templates import built_in, load_template, to_html, to_markdown

if TYPE_CHECKING:
    from core.digest import Digest

__all__ = [
    "FORMATS",
    "Format",
    "collection",
    "digest_to_json",
    "digest_to_markdown",
    "formats",
    "from_json",
    "templated",
    "to_docx",
    "to_html",
    "to_json",
    "to_markdown",
    "to_tmx",
]


@dataclass(frozen=True, slots=True)
class Format:
    """An export format."""

    name: str
    """Its name for `-f`, which is also the ending of its files."""
    label: str
    """Its name for people."""
    make: Callable[..., str | bytes]
    """Renders a brief, or several if the format can collect them, to a document."""
    binary: bool = False
    """Whether it is binary, and so not printed on a terminal."""
    follows: bool = False
    """Whether several briefs can be concatenated in one stream."""
    collects: bool = True
    """Whether one document can be made of several briefs."""
    load: Callable[[], object] = lambda: None
    """Loads what `make` needs, ahead of its first use."""
    template: str | None = None
    """The SHA-256 of the user's template that renders it, if there is one."""

    @property
    def suffix(self) -> str:
        """The ending of a file's name, with its dot."""
        return f".{self.name}"

    def write(self, brief: Brief) -> bytes:
        """Return the file's bytes: the same brief, the same bytes."""
        return self._bytes(self.make(brief))

    def collect(self, briefs: Sequence[Brief]) -> bytes:
        """Return one document over several briefs, with its contents first; raises UsageError if none can be."""
        if not self.collects:
            raise UsageError(self.label, "has no document over several briefs")
        if not briefs:
            raise UsageError(self.label, "there is no brief to make a document of")
        return self._bytes(self.make(*briefs))

    def _bytes(self, document: str | bytes) -> bytes:
        # A path that is not UTF-8 contains lone surrogates.
        return document if isinstance(document, bytes) else document.encode("utf-8", errors="replace")


def from_json(text: str, name: str = "brief") -> Brief:
    """Return the brief that `to_json` wrote; raises InputError, naming `name`, for other text."""
    from core.export.json_read import from_json as read

    return read(text, name)


def to_docx(*briefs: Brief) -> bytes:
    """Return a Word document of briefs."""
    from core.export.docx import to_docx as made

    return made(*briefs)


def to_tmx(*briefs: Brief) -> str:
    """Return a translation memory of the sentences of briefs."""
    from core.export.tmx import to_tmx as made

    return made(*briefs)


def digest_to_json(digest: "Digest") -> str:
    """Return a digest as JSON, schema `depeche.digest/1`."""
    from core.export.digest import digest_to_json as made

    return made(digest)


def digest_to_markdown(digest: "Digest") -> str:
    """Return a digest as Markdown."""
    from core.export.digest import digest_to_markdown as made

    return made(digest)


FORMATS: Final[dict[str, Format]] = {
    form.name: form
    for form in (
        Format("md", "Markdown", to_markdown, follows=True, load=partial(built_in, "md")),
        Format("json", "JSON", to_json, follows=True, collects=False),
        Format("html", "HTML", to_html, load=partial(built_in, "html")),
        Format("docx", "Word", to_docx, binary=True),
        Format("tmx", "TMX", to_tmx),
    )
}


def formats(names: Sequence[str], template: Path | None = None) -> tuple[Format, ...]:
    """Return the formats with these names; a user's template, if given, replaces the built-in one of its format.

    Raises UsageError if the file is no template, or its format is not among the names.
    """
    if template is None:
        return tuple(FORMATS[name] for name in names)
    form = templated(template)
    if form.name not in names:
        raise UsageError(
            "--template",
            "{template} is a template of {label}; add -f {name}",
            template=template,
            label=form.label,
            name=form.name,
        )
    return tuple(form if name == form.name else FORMATS[name] for name in names)


def templated(path: Path) -> Format:
    """Return the format of a user's template: HTML if its name contains `.html`, else Markdown.

    Raises UsageError if it cannot be read or is no template.
    """
    template = load_template(path)
    form = FORMATS[template.form]
    return Format(
        form.name,
        form.label,
        lambda *briefs: template.render(briefs),
        follows=form.follows,
        template=template.sha256,
    )


def collection(path: Path) -> Format:
    """Return the format of a document over several briefs, by its file's ending; raises UsageError."""
    form = FORMATS.get(path.suffix.lower().removeprefix("."))
    if form is None or not form.collects:
        endings = ", ".join(form.suffix for form in FORMATS.values() if form.collects)
        raise UsageError(
            str(path), "is a document over several briefs; its name must end in one of {endings}", endings=endings
        )
    return form
