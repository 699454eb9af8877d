"""Rendering briefs with a template: the built-in one of a format, or a user's.

A user's templates run in the sandbox of Jinja2. They can access only the values of `view`, and read only the built-in
templates, which outside it take half the time. All values are escaped for the format unless the template says `|safe`.
"""

import functools
import hashlib
import logging
import re
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from core.brief import Brief
from core.errors import UsageError
from core.export.template_values import document_values, view
from core.messages import Message, verbatim
from core.sanitize import ACTS, markdown_text, yaml_text

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2 import Template as Compiled

_logger = logging.getLogger(__name__)

Form = Literal["md", "html"]

_HERE = Path(__file__).with_name("templates")
_USER_TEMPLATE = "the template"
"""The name of the user's template within the environment."""
_VIEW = re.compile(r"'core\.export\.\w+\.(\w+)View object'")
_MAX_BYTES = 1 << 20
"""Maximum bytes of a template: a larger file is something else."""


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template."""

    form: Form
    path: str
    """The path of its file, for messages."""
    sha256: str
    compiled: "Compiled"

    def render(self, briefs: Sequence[Brief]) -> str:
        """Return the document of some briefs; raises UsageError, with the line, if the template fails."""
        values = document_values(view(briefs))
        try:
            document = self.compiled.render(values)
        except Exception as error:  # a template may raise anything
            _logger.info("the template %s fails", self.path, exc_info=True)
            raise UsageError(self.path, _with_line(error, self.compiled)) from error
        # A page may be printed to a terminal, which does not isolate bidirectional text as a browser does.
        return ACTS.sub(lambda match: f"&#x{ord(match[0]):X};", document) if self.form == "html" else document


@functools.cache
def built_in(form: Form) -> Template:
    """Return a format's own template."""
    return _compile(form, _HERE / f"brief.{form}", trusted=True)


def load_template(path: Path) -> Template:
    """Read a user's template: HTML if its name contains `.html`, else Markdown.

    It may `extend` and `include` the built-in ones, `brief.html` and `brief.md`. Raises UsageError.
    """
    html = {".html", ".htm"} & {suffix.lower() for suffix in path.suffixes}
    return _compile("html" if html else "md", path)


def _compile(form: Form, path: Path, *, trusted: bool = False) -> Template:
    from jinja2 import TemplateSyntaxError

    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
        text = data.decode("utf-8")
    except OSError as error:
        raise UsageError(str(path), "cannot be read: {reason}", reason=error.strerror or error) from error
    except UnicodeDecodeError as error:
        raise UsageError(str(path), "is no template: it is not UTF-8 text") from error
    if len(data) > _MAX_BYTES:
        raise UsageError(str(path), "is no template: it is larger than {most} MB", most=_MAX_BYTES >> 20)
    try:
        compiled = _environment(form, text, trusted=trusted).get_template(_USER_TEMPLATE)
    except TemplateSyntaxError as error:
        raise UsageError(str(path), "line {line}: {said}", line=error.lineno, said=_describe(error)) from error
    return Template(form, str(path), hashlib.sha256(data).hexdigest(), compiled)


def _environment(form: Form, text: str, *, trusted: bool) -> "Environment":
    from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    def marked(value: Any) -> Any:
        """Escape a value for Markdown, so that Jinja does not escape it for HTML."""
        return value if hasattr(value, "__html__") else Markup(markdown_text(str(value)))  # noqa: S704  # escaped here

    environment = (Environment if trusted else ImmutableSandboxedEnvironment)(
        # FileSystemLoader refuses names outside its folder.
        loader=ChoiceLoader([DictLoader({_USER_TEMPLATE: text}), FileSystemLoader(_HERE)]),
        autoescape=True,
        finalize=marked if form == "md" else None,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["yaml"] = lambda value: Markup(yaml_text(value))  # noqa: S704  # quoted there
    # Remove what is random: the same brief must give the same bytes.
    del environment.filters["random"], environment.globals["lipsum"]
    return environment


def _with_line(error: Exception, compiled: "Compiled") -> Message:
    """Return what is wrong, and in which line of the user's template."""
    from jinja2 import TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        return Message("line {line} of {name}: {said}", line=error.lineno, name=error.name, said=_describe(error))
    # In a traceback, the frames of a template have the line numbers of the template.
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename in (compiled.filename, "<template>")]
    return Message("line {line}: {said}", line=lines[-1], said=_describe(error)) if lines else _describe(error)


def _describe(error: Exception) -> Message:
    from jinja2 import TemplateNotFound
    from jinja2.exceptions import SecurityError

    match error:
        case TemplateNotFound():
            return Message("there is no built-in template {name!r}, and no other file can be read", name=error.message)
        case SecurityError():
            return Message("it reaches for what a template may not: {error}", error=error.message)
        case _:
            # Authors of templates know the values, not their classes.
            return verbatim(_VIEW.sub(lambda found: f"a {found[1].lower()}", str(error)) or type(error).__name__)


def to_html(*briefs: Brief) -> str:
    """Return a page of one brief, or of several with a table of contents. The same briefs give the same text."""
    return built_in("html").render(briefs)


def to_markdown(*briefs: Brief) -> str:
    """Return Markdown: front matter, headline, summary, translation, flags, source; of several briefs, contents first.

    The same briefs give the same text.
    """
    return built_in("md").render(briefs)
