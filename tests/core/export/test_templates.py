"""A user's own template: it sees only the brief, and errors in it are reported with their line."""

import pytest
from briefs import brief

from core.errors import UsageError
from core.export import FORMATS, templated


@pytest.fixture
def template(tmp_path):
    def write(text: str, name: str = "desk.html"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write


def test_a_template_makes_the_document_and_what_it_shows_is_escaped(template):
    form = templated(template("<h1>{{ brief.headline }}</h1>{{ brief.facts[0][1] }}"))
    assert form.name == "html"
    assert form.write(brief("a < b", "Le texte.")) == b"<h1>a &lt; b</h1>wire.txt"


def test_a_template_without_html_in_its_name_is_of_markdown_and_escapes_for_it(template):
    form = templated(template("{% for one in brief.summary %}{{ one.translation }}{% endfor %}", "desk.md"))
    assert form.name == "md"
    assert form.write(brief("Titre", "*Le* <texte>.")) == rb"\*Le\* \<texte\>."


def test_a_built_in_template_can_be_extended(template):
    form = templated(
        template(
            '{% extends "brief.html" %}{% block style %}body { color: red }{% endblock %}{% block top %}<p>Desk</p>{% endblock %}'
        )
    )
    text = form.write(brief("Titre", "Le texte.")).decode()
    assert "body { color: red }" in text
    assert "<p>Desk</p><main>" in text
    assert "Le texte." in text


def test_another_template_makes_another_digest(template):
    first, second = templated(template("{{ brief.path }}")), templated(template("{{ brief.path }} ", "other.html"))
    assert first.template != second.template
    assert FORMATS["html"].template is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a\n{{ brief.headline", "line 2: "),
        ("a\n\n{% for %}", "line 3: "),
        ("{{ brief.mood }}", "line 1: a brief has no attribute 'mood'"),
        ("a\n{{ 1 / 0 }}", "line 2: division by zero"),
        ("a\n{{ brief.__class__.__mro__ }}", "line 2: it reaches for what a template may not"),
        ("{{ ''.__class__.__base__.__subclasses__() }}", "it reaches for what a template may not"),
        ("{{ brief.summary.__getitem__.__globals__ }}", "it reaches for what a template may not"),
        ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", "it reaches for what a template may not"),
        ("{{ '{0.__class__}'.format(brief) }}", "it reaches for what a template may not"),
        ("{{ brief.front.append(1) }}", "line 1: "),
        ("{% for one in range(1000000) %}{% endfor %}", "line 1: "),
        ("{% import os %}", "line 1: "),
        ("{% import 'os' as os %}", "there is no built-in template 'os'"),
        ("a\n{% include '/etc/passwd' %}", "line 2: there is no built-in template"),
        ("{% include '../markdown.py' %}", "there is no built-in template"),
        ("{{ [1, 2]|random }}", "line 1: "),
        ("{% macro on() %}{{ on() }}{% endmacro %}{{ on() }}", "line 1: "),
    ],
)
def test_what_is_wrong_or_not_allowed_is_one_line_with_its_place(template, text, problem):
    path = template(text)
    with pytest.raises(UsageError) as refused:
        templated(path).write(brief("Titre", "Le texte."))
    assert problem in refused.value.problem
    assert refused.value.what == str(path)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_no_template_is_refused(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        templated(tmp_path / "missing.html")
    (tmp_path / "picture.html").write_bytes(b"\x89PNG\xff")
    with pytest.raises(UsageError, match="not UTF-8"):
        templated(tmp_path / "picture.html")
