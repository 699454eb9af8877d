"""Templates of what core words, read from the code."""

import pytest

from tools.messages import messages

ERRORS = """
class DepecheError(Exception): ...
class InputError(DepecheError): ...
class BadPackError(ValueError): ...
"""


def read(folder, code: str):
    (folder / "made.py").write_text(f"{ERRORS}\n{code}\n", encoding="utf-8")
    return messages([folder])


@pytest.mark.parametrize(
    ("code", "templates"),
    [
        ("raise InputError(name, 'there is no text')", {"there is no text"}),
        ("raise BadPackError('not a folder')", {"not a folder"}),
        ("raise InputError(name, f'line {number:,} of {sanitize(name)} is bad')", {"line {0:number} of {1} is bad"}),
        ("raise InputError(path, 'is a folder; name ' + name + '.zip')", {"is a folder; name {0}.zip"}),
        ("raise InputError(pair, f'no pack: {error}')", {"no pack: {0:told}"}),
        ("Flag('name', f'“{word}” is not in {{it}}')", {"“{0}” is not in {{it}}"}),
        ("Flag('date', f\"{n} day{'s' * (n != 1)} gone\")", {"{0} day gone", "{0} days gone"}),
        ("note = f'{n} brief' if n == 1 else f'{n} briefs'", {"{0} brief", "{0} briefs"}),
        ("def f():\n more = f', {n} left' if n else ''\n problems.append(f'none{more}')", {"none", "none, {0} left"}),
        ("def g(): return f'{n} MB'\ndef f(): self._warn(f'of {g()} too many')", {"of {0} MB too many"}),
        ("def f(): raise InputError(name, error.problem)", set()),
    ],
)
def test_a_message_gives_a_template_for_each_of_its_outcomes(tmp_path, code, templates):
    found = read(tmp_path, code)
    assert (found.texts, found.unread) == (templates, [])


@pytest.mark.parametrize("code", ["raise InputError(name, made_up(name))", "Flag('name', ''.join(words))"])
def test_a_message_that_cannot_be_read_is_named(tmp_path, code):
    [named] = read(tmp_path, code).unread
    assert "made.py:6" in named
