"""A brief as JSON: the keys of the schema in their order, a line a sentence, every value as it was."""

import json

from briefs import brief

from core.article import Flag
from core.export import to_json
from core.export.json import as_object

HOSTILE = 'Il a dit : "non"\\ \u2028 </script> \U0001f600 été'


def test_what_is_written_is_what_the_brief_holds():
    sample = brief("Titre", HOSTILE, flags=(Flag("number", "3 in the source"),))
    assert json.loads(to_json(sample)) == as_object(sample)


def test_the_keys_stand_in_the_order_of_the_schema():
    keys = ["schema", "source", "language", "text", "paragraphs", "title", "summary", "engine"]
    assert list(json.loads(to_json(brief("Titre", "Le texte.")))) == keys
    assert list(as_object(brief("Titre", "Le texte."))) == keys


def test_each_sentence_has_a_line_of_its_own():
    text = to_json(brief("Titre", "Le texte.", "La suite."))
    assert sum(line.lstrip().startswith('{"id": ') for line in text.splitlines()) == 3
