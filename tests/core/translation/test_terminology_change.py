"""A term put into a glossary's text, or taken out."""

from core.translation.terminology import with_term


def test_a_term_changes_its_line_and_leaves_the_rest_as_it_was():
    text = 'term;target\n# ours;ours\nmaire;mayor\n\n"a;b";c\n'
    assert with_term(text, "maire", "Mayor") == (text.replace("mayor", "Mayor"), "mayor")
    assert with_term(text, "marin", "sailor") == (text + "marin;sailor\n", None)
    assert with_term(text, "a;b", None) == (text.removesuffix('"a;b";c\n'), "c")
    assert with_term("x,y", "Lyon", "Lyon") == ("x,y\nLyon,,keep\n", None)
    assert with_term("", "un\tdeux", "a b") == ("un deux\ta b\n", None)
