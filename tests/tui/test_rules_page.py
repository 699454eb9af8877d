"""The rules page: rules are made, changed and deleted in the reader, and apply at once."""

from core.config import load_settings
from core.config.change import list_rules, put_rule
from tests.tui.reader_pilot import lines_in, text_of, until


def listed(app):
    return app._reader.query_one("#wires").order


async def test_a_rule_that_is_made_changed_or_deleted_applies_at_once(open_reader, packs, places, wires):
    app = open_reader([wires], packs)
    async with app.run_test(size=(120, 34)) as pilot:
        await until(pilot, lambda: len(listed(app)) == 4)
        ferry = next(wire for wire in app.screen.workspace.wires if "c-" in wire.path)
        await pilot.press("S")
        await until(pilot, lambda: "No rules yet" in text_of(app))
        await pilot.press("a")
        await until(pilot, lambda: "What the rule does" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Which wires" in text_of(app))
        await pilot.press(*"(ferry", "enter")
        await until(pilot, lambda: "a bracket opens that is never closed" in text_of(app))
        assert list_rules(places) == []
        # The form opens again with what was typed.
        await pilot.press("home", "delete", "tab", *"source", "enter")
        await until(pilot, lambda: "rule saved" in text_of(app) and "in the source" in text_of(app))
        await until(pilot, lambda: ferry.muted and ferry.number not in listed(app))
        assert [rule.texts for rule in list_rules(places)] == [{"do": "mute", "words": "ferry", "in": "source"}]
        await pilot.press("enter")
        await until(pilot, lambda: "What the rule does" in text_of(app))
        await pilot.press("j", "enter")
        await until(pilot, lambda: "Which wires" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: ferry.starred and not ferry.muted and ferry.number in listed(app))
        [rule] = load_settings(places).settings.rules
        assert (rule.act, rule.condition.words) == ("star", "ferry")
        await pilot.press("d")
        await until(pilot, lambda: "Keep it" in text_of(app))
        await pilot.press("j", "enter")
        await until(pilot, lambda: "No rules yet" in text_of(app))
        assert ferry.starred
        await pilot.press("escape")
        assert app.screen is app._reader


async def test_an_invalid_rule_is_shown_with_the_reason(french, places):
    put_rule(places, None, {"do": "star", "words": "grève", "language": "fr", "in": "translation"})
    with places.settings.open("a", encoding="utf-8") as file:
        file.write("[[rules]]\ndo = 'erase'\n")
    async with french.run_test(size=(60, 20)) as pilot:
        await pilot.press("S")
        await until(pilot, lambda: "dans la traduction · fr" in text_of(french))
        assert "2 règles" in lines_in(french, "#page-title")[0]
        await pilot.press("j")
        await until(pilot, lambda: "'erase'" in text_of(french))
        await pilot.press("a")
        await until(pilot, lambda: "masquer" in text_of(french))
        await pilot.press("enter")
        await until(pilot, lambda: "Mots : grève" in text_of(french) and "2026-03-02" in text_of(french))


async def test_rules_are_not_offered_without_permission_to_write(open_reader, no_packs):
    app = open_reader([], no_packs, private=True)
    async with app.run_test() as pilot:
        await pilot.press("S")
        await pilot.pause()
        assert app.screen is app._reader
