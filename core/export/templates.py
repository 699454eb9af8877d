"""Briefs through a template: the built-in one of a format, or a desk's own.

Jinja2 in its sandbox: a template sees the values of `view` and nothing else, reads no file but the built-in
templates, and what it shows of a wire is escaped for its format unless it says `|safe`.
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
from core.export.view import together, view
from core.messages import Message, verbatim
from core.sanitize import ACTS, markdown_text, yaml_text

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2 import Template as Compiled

_logger = logging.getLogger(__name__)

Form = Literal["md", "html"]

_HERE = Path(__file__).with_name("templates")
_OWN = "the template"
"""What a desk's template is called within the environment."""
_VIEW = re.compile(r"'core\.export\.view\.(\w+)View object'")
_LARGEST = 1 << 20
"""Bytes of a template: a larger file is something else."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template, ready for any number of briefs."""

    form: Form
    path: str
    """Its file, for messages."""
    sha256: str
    compiled: "Compiled"

    def render(self, briefs: Sequence[Brief]) -> str:
        """Return the document over some briefs; raises UsageError, with the line, where the template fails."""
        values = together(view(briefs))
        try:
            made = self.compiled.render(values)
        except Exception as error:  # a template may do anything wrong
            _logger.info("the template %s fails", self.path, exc_info=True)
            raise UsageError(self.path, _placed(error, self.compiled)) from error
        # Whoever prints a page has a terminal that knows nothing of what isolates a text in a browser.
        return ACTS.sub(lambda one: f"&#x{ord(one[0]):X};", made) if self.form == "html" else made


@functools.cache
def built_in(form: Form) -> Template:
    """Return a format's own template."""
    return _compile(form, _HERE / f"brief.{form}")


def load_template(path: Path) -> Template:
    """Read a desk's template: of an HTML page where its name has `.html` in it, else of Markdown.

    It may `extend` and `include` the built-in ones, `brief.html` and `brief.md`. Raises UsageError.
    """
    html = {".html", ".htm"} & {suffix.lower() for suffix in path.suffixes}
    return _compile("html" if html else "md", path)


def _compile(form: Form, path: Path) -> Template:
    from jinja2 import TemplateSyntaxError

    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        text = data.decode("utf-8")
    except OSError as error:
        raise UsageError(str(path), "cannot be read: {reason}", reason=error.strerror or error) from error
    except UnicodeDecodeError as error:
        raise UsageError(str(path), "is no template: it is not UTF-8 text") from error
    if len(data) > _LARGEST:
        raise UsageError(str(path), "is no template: it is larger than {most} MB", most=_LARGEST >> 20)
    try:
        compiled = _environment(form, text).get_template(_OWN)
    except TemplateSyntaxError as error:
        raise UsageError(str(path), "line {line}: {said}", line=error.lineno, said=_said(error)) from error
    return Template(form, str(path), hashlib.sha256(data).hexdigest(), compiled)


def _environment(form: Form, text: str) -> "Environment":
    from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    def marked(value: Any) -> Any:
        """Escape for Markdown what is to be shown, before Jinja would escape it for HTML."""
        return value if hasattr(value, "__html__") else Markup(markdown_text(str(value)))  # noqa: S704  # escaped here

    environment = ImmutableSandboxedEnvironment(
        # FileSystemLoader refuses names that climb out of its folder.
        loader=ChoiceLoader([DictLoader({_OWN: text}), FileSystemLoader(_HERE)]),
        autoescape=True,
        finalize=marked if form == "md" else None,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["yaml"] = lambda value: Markup(yaml_text(value))  # noqa: S704  # quoted there
    # The same brief gives the same bytes: nothing that is random.
    del environment.filters["random"], environment.globals["lipsum"]
    return environment


def _placed(error: Exception, compiled: "Compiled") -> Message:
    """Say what is wrong, and on which line of the desk's own template."""
    from jinja2 import TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        return Message("line {line} of {name}: {said}", line=error.lineno, name=error.name, said=_said(error))
    # Jinja2 gives the frames of a template its own lines.
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename in (compiled.filename, "<template>")]
    return Message("line {line}: {said}", line=lines[-1], said=_said(error)) if lines else _said(error)


def _said(error: Exception) -> Message:
    from jinja2 import TemplateNotFound
    from jinja2.exceptions import SecurityError

    match error:
        case TemplateNotFound():
            return Message("there is no built-in template {name!r}, and no other file can be read", name=error.message)
        case SecurityError():
            return Message("it reaches for what a template may not: {error}", error=error.message)
        case _:
            # Whoever writes a template knows its values, not the classes they are of.
            return verbatim(_VIEW.sub(lambda found: f"a {found[1].lower()}", str(error)) or type(error).__name__)


def to_html(*briefs: Brief) -> str:
    """Write a page over one brief, or over several with a list of contents. The same briefs give the same text."""
    return built_in("html").render(briefs)


def to_markdown(*briefs: Brief) -> str:
    """Write a brief: front matter, headline, summary, translation, doubts, source; of several, contents first.

    The same briefs give the same text.
    """
    return built_in("md").render(briefs)
