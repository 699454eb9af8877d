"""The command palette: plain words find the command that is meant, first."""

import contextlib
import re

import pytest

from core.feeds.opml import Outline
from core.feeds.subscriptions import Subscriptions
from core.settings import ReaderSettings
from tests.tui.reader_pilot import lines_of, make_brief, put_on_desk, text_of, until
from tui.bindings import ACTIONS
from tui.i18n import _
from tui.screens.palette import THEME, Commands, plain_words
from tui.widgets.wires import VIEW_TITLES

BRIEF = make_brief([("heading", [("Un", "One")]), ("body", [("Le premier.", "The first.")])], name="un.txt")
PLAIN = """
export wire.export | save wire.export | download app.packs | word wire.export | undo sentence.undo | redo sentence.redo | quit app.quit
exit app.quit | close app.quit | language app.settings | preferences app.settings | settings app.settings
filter list.filter | hide list.filter | theme app.theme | dark app.theme | color app.theme | feed app.feeds
feeds app.feeds | rss app.feeds | update app.feeds | refresh app.feeds | delete wire.close | history app.library
library app.library | sort list.sort | order list.sort | search find.open | find find.open | star wire.star
favourite wire.star | note wire.note | comment wire.note | unread wire.unread | open wire.open | file wire.open
paste wire.paste | copy wire.copy | clipboard wire.copy | mark wire.mark | select wire.mark | help app.help
keys app.help | shortcuts app.help | batch app.batch | packs app.packs | model app.packs | glossary sentence.term
edit sentence.correct | correct sentence.correct | fix sentence.correct | alternatives sentence.others
summary pane.summary | longer summary.longer | shorter summary.shorter | method summary.method | digest summary.digest
story summary.digest | doubt doubt.next | error doubt.next | view text.view | layout text.view | next wire.next
exporter wire.export | enregistrer wire.export | annuler sentence.undo | quitter app.quit | langue app.settings
thème app.theme | flux app.feeds | actualiser app.feeds | supprimer wire.close | chercher find.open | aide app.help
filtrer list.filter | trier list.sort | corriger sentence.correct | résumé pane.summary
send wire.export | save as wire.export | print wire.export | share wire.export | next unread wire.next-unread
dark mode app.theme | night mode app.theme | remove wire.close | discard wire.close | help me app.help
read wire.unread | bookmark wire.star | later wire.star | retry wire.translate | zoom pane.wider
summarise pane.summary | compare text.view | top row.first | bottom row.last | legend app.help | proxy app.settings
import wire.open | install app.packs | dictionary sentence.term | memory app.settings | mute list.rules
watch watch.make | alert watch.make | private app.settings | log app.settings | font app.settings | back wire.previous
reload app.feeds | split text.view | wide pane.wider | outlet list.filter | date list.sort | original pane.source
imprimer wire.export | retirer wire.close | mode sombre app.theme | envoyer wire.export
exporting wire.export | saving wire.export | exprot wire.export | email wire.export | url wire.open | folder wire.open
typo sentence.correct | wrong word sentence.correct | keyboard app.help | list of keys app.help | today list.filter
sorting list.sort | mark as favourite wire.star | bookmarks wire.star | merge summary.digest | keyword watch.make
take back sentence.undo | menu language app.settings | new file wire.open | hide words list.filter
write out wire.export | docx wire.export | html wire.export | revert sentence.undo | oops sentence.undo
manual app.help | look for find.open | night app.theme | options app.settings | config app.settings | models app.packs
variants sentence.others | warning doubt.next | errors doubt.next | favorite wire.star | arrange list.sort
newest list.sort | load wire.open | trash wire.close | subscribe app.feeds | bulk app.batch
export as pdf wire.export | write file wire.export | save brief wire.export | deliver wire.export
undo last edit sentence.undo | take it back sentence.undo | restore deleted sentence.undo | get out app.quit
what can i do app.help | how does this work app.help | show shortcuts app.help | serch find.open
look up word find.open | white background app.theme | colours app.theme | theem app.theme
change language app.settings | preferances app.settings | get models app.packs | manage packs app.packs
add term sentence.term | glosary sentence.term | fix translation sentence.correct | edit sentence sentence.correct
improve translation sentence.correct | other wording sentence.others | suspect sentence doubt.next | unsure doubt.next
write a note wire.note | most recent first list.sort | only spanish list.filter | open folder wire.open
drag file wire.open | hide this wire wire.close | old wires app.library | saved wires app.library
news feed app.feeds | follow site app.feeds | notify me watch.make | saved searches watch.make | ban a word list.rules
block outlet list.rules | briefer summary.shorter | side-by-side view.both | vertical split view.both
next story wire.next | jump to end row.last | resume translation wire.translate | stop translating work.cancel
file the brief wire.export | put it on disk wire.export | hand over the story wire.export | grab the quote wire.copy
i made a mistake sentence.undo | go back one step sentence.undo | repeat last change sentence.redo
mistranslation sentence.correct | what is wrong here doubt.next | previous problem doubt.previous
other agencies list.event | same news list.event | autres agences list.event | ctrl z sentence.undo | draft wire.note
highlight a name watch.make | jump back wire.previous | mettre à la corbeille wire.close | upload wire.open | exp wire.export
by size list.sort | country list.filter | catch up wire.next-unread | main list pane.wires | set aside wire.star
jump to next wire wire.next | what have i not read wire.next-unread | spike it wire.close | by time list.sort
next hit find.on | roundup summary.digest | hide the source view.translation | one column text.view
interface in french app.settings | what do the symbols mean app.help | download spanish app.packs
missing language app.packs | add website app.feeds | check for news app.feeds | what i read yesterday app.library
type in an article wire.paste | open a pdf wire.open | next mistake doubt.next | previous story wire.previous
flag as important wire.star | find an old brief app.library | set an alert watch.make | english only view.translation
manage feeds app.feeds | edit settings app.settings | switch layout text.view
paste from clipboard wire.paste | leave a comment wire.note | summary too long summary.shorter | im lost app.help
take this out wire.close | don't show this again list.rules | never translate this sentence.term
say it differently sentence.others | go back on my change sentence.undo | what i have read app.library
search history app.library | find next find.on | process a folder app.batch | get a word file wire.export
is this right? doubt.next | previous one wire.previous | set language to french app.settings
why doubt.next | explain doubt.next | drop wire.close | show fewer wires list.filter | get the english text out wire.export
leave a remark for my colleague wire.note | add a whole folder wire.open | how else could this be said sentence.others
why is this marked doubtful doubt.next | how was this translated doubt.next | go back one problem doubt.previous
sum up the five wires summary.digest | french and english next to each other view.both
next one i have not seen wire.next-unread | warn me when ukraine appears watch.make | hide wires with a word list.rules
put my correction back sentence.redo | the match before find.back | always star wires from reuters list.rules
remove a language i do not use app.packs | hide everything except french wires list.filter | just two sentences summary.shorter
put english under french view.interleaved | what should i read next wire.next-unread
get me out of here app.quit | change the look app.theme | keybindings app.help | go back one change sentence.undo
jump to the wrong bit doubt.next | abridge summary.shorter | condense this summary.shorter
restore my edit sentence.redo | add more articles wire.open | bring back the wire I removed sentence.undo
"""
FRENCH = """
exporter wire.export | enregistrer wire.export | sauvegarder wire.export | imprimer wire.export | envoyer wire.export
annuler sentence.undo | rétablir sentence.redo | refaire sentence.redo | quitter app.quit | sortir app.quit
fermer app.quit | langue app.settings | réglages app.settings | préférences app.settings | paramètres app.settings
police app.settings | mémoire app.settings | journal app.settings | privé app.settings | thème app.theme
sombre app.theme | flux app.feeds | actualiser app.feeds | rafraîchir app.feeds | recharger app.feeds
supprimer wire.close | effacer wire.close | copier wire.copy | coller wire.paste | suivant wire.next | retour wire.previous
précédent wire.previous | chercher find.open | trouver find.open | étoile wire.star | favori wire.star
remarque wire.note | note wire.note | lire wire.unread | non lu wire.unread | cacher list.filter | masquer list.filter
filtrer list.filter | trier list.sort | date list.sort | agence list.filter | résumé pane.summary | source pane.source
original pane.source | aide app.help | raccourcis app.help | ouvrir wire.open | importer wire.open | fichier wire.open
glossaire sentence.term | dictionnaire sentence.term | terme sentence.term | installer app.packs | télécharger app.packs
modèle app.packs | muet list.rules | ignorer list.rules | règles list.rules | veille watch.make | alerte watch.make
corriger sentence.correct | variantes sentence.others | synthèse summary.digest | histoire summary.digest | lot app.batch
vue text.view | comparer text.view | large pane.wider | bibliothèque app.library | historique app.library
mode sombre app.theme | exportation wire.export | annule sentence.undo | mise à jour app.feeds | mettre à jour app.feeds
faute sentence.correct | surveiller watch.make | tri list.sort | coller un texte wire.paste | fichiers wire.open
défaire sentence.undo | touches app.help | couleurs app.theme | modèles app.packs | lexique sentence.term
modifier sentence.correct | erreur doubt.next | douteux doubt.next | commentaire wire.note | classer list.sort
ordre list.sort | enlever wire.close | abonnement app.feeds | raccourcir summary.shorter
enregistrer sous wire.export | exporter en word wire.export | envoyer par mail wire.export
annuler la correction sentence.undo | revenir en arrière sentence.undo | anuler sentence.undo | quiter app.quit
s'en aller app.quit | aide-mémoire app.help | comment faire app.help | liste des raccourcis app.help
recherche find.open | retrouver un mot find.open | fond blanc app.theme | mode nuit app.theme
changer de thème app.theme | changer la langue app.settings | paramétrer app.settings | paquets app.packs
dictionaire sentence.term | ajouter un terme sentence.term | corrige sentence.correct | reformulation sentence.others
phrase suspecte doubt.next | doutes doubt.next | annotation wire.note | pense-bête wire.note
mettre en favori wire.star | trier par date list.sort | les plus récentes list.sort | seulement l'AFP list.filter
ouvrir un dossier wire.open | coller du texte wire.paste | copie wire.copy | retirer de la liste wire.close
archives app.library | s'abonner app.feeds | fil rss app.feeds | être prévenu watch.make | mot-clé watch.make
résumé plus court summary.shorter | résumé plus long summary.longer | bilan summary.digest | côte à côte view.both
traitement par lot app.batch | marquer comme lu wire.unread | prochaine non lue wire.next-unread | suivante wire.next
sélectionner wire.mark | tout désélectionner wire.unmark | arrêter la traduction work.cancel
reprendre wire.translate | texte original pane.source
mettre dans un fichier wire.export | je me suis trompé sentence.undo | contresens sentence.correct
réécrire sentence.correct | toujours traduire par sentence.term | anomalie doubt.next
pas encore lues wire.next-unread | à garder wire.star | mettre une note wire.note | fermer la dépêche wire.close
plus ancien d'abord list.sort | suivre un sujet watch.make | indésirables list.rules | cacher la source view.translation
interface en anglais app.settings | signification des signes app.help | ajouter un site app.feeds
lu hier app.library | plusieurs fichiers app.batch | ouvrir un pdf wire.open | convertir un dossier app.batch
effacer ma correction sentence.undo | résumé plus bref summary.shorter
gérer les flux app.feeds | modifier les réglages app.settings | afficher l'aide app.help | mal traduit sentence.correct
corection sentence.correct | passer en anglais app.settings | faire un document word wire.export | je suis perdu app.help
ne m'intéresse pas wire.close | ne plus afficher list.rules | dire autrement sentence.others
récupérer la dépêche sentence.undo | chercher un nom find.open | ce que j'ai lu app.library
nouvelles dépêches app.feeds | ne pas traduire sentence.term | traiter un dossier app.batch
pourquoi doubt.next | expliquer ce doute doubt.next | écarter wire.close | garder mon travail wire.export
montrer moins de dépêches list.filter | les dernières en haut list.sort | les anciennes d'abord list.sort
où parle-t-on de macron find.open | laisser un mot à mon collègue wire.note | ajouter tout un dossier wire.open
saisir ma propre traduction sentence.correct | revenir au doute d'avant doubt.previous
résumer les cinq dépêches summary.digest | voir seulement la traduction view.translation
celle d'avant wire.previous | garder cette recherche watch.make | que veut dire l'étoile app.help
annuler l'erreur que je viens de faire sentence.undo | résultat de recherche précédent find.back
cacher tout sauf le français list.filter | vider la sélection wire.unmark | que dois-je lire maintenant wire.next-unread
télécharger en word wire.export | afficher les dépêches étoilées list.filter | remettre la dépêche enlevée sentence.undo
"""
"""What a speaker of French types, where the screens speak French."""
EXPECTED = {
    language: [tuple(pair.rsplit(maxsplit=1)) for line in text.strip().splitlines() for pair in line.split(" | ")]
    for language, text in (("en", PLAIN), ("fr", FRENCH))
}
NOT_ALWAYS = ("wire.mark", "doubt.next", "wire.translate", "work.cancel")
"""Commands that exist only where they can do something."""
TITLES = {row.id: row.tooltip for row in ACTIONS} | {THEME: "Theme"}
TITLES |= {f"view.{view}": title for view, title in VIEW_TITLES.items()}


async def first(app, word: str) -> str:
    """The command that the palette has at the top for a word."""
    provider = Commands(app.screen)
    hits = [hit async for hit in provider.search(word)]
    return max(hits, key=lambda hit: hit.score).text if hits else ""


@pytest.mark.parametrize(("language", "pane"), [("en", "1"), ("en", "2"), ("fr", "2")])
async def test_plain_words_find_the_right_command_first(open_reader, no_packs, language, pane):
    assert len(EXPECTED[language]) >= 50
    app = open_reader([], no_packs, reader=ReaderSettings(language=language))
    async with app.run_test(size=(120, 36)) as pilot:
        put_on_desk(app, [BRIEF, BRIEF])
        await pilot.press(pane)
        there = {command.title for command in app.get_system_commands(app.screen)}
        expected = [(word, _(TITLES[name])) for word, name in EXPECTED[language] if _(TITLES[name]) in there]
        assert {_(TITLES[name]) for word, name in EXPECTED[language]} - there <= {
            _(TITLES[name]) for name in NOT_ALWAYS
        }
        assert [(word, await first(app, word)) for word, title in expected] == expected


@pytest.mark.parametrize("words", ["stop", "abort"])
async def test_what_cannot_be_done_now_is_found_and_says_so_instead_of_something_else(open_reader, no_packs, words):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        put_on_desk(app, [BRIEF])
        await pilot.press("2", "ctrl+p", *words)
        await until(pilot, lambda: "Stop the search, download or translation" in text_of(app))
        assert any("Stop the search" in line and "not now" in line for line in text_of(app).splitlines())
        await pilot.press("enter")
        await until(pilot, lambda: "Not possible now: Stop the search" in text_of(app))


async def test_the_palette_prefers_the_commands_of_the_page_that_is_open(open_reader, no_packs, places):
    with contextlib.closing(Subscriptions(places)) as subscriptions:
        subscriptions.add_all([Outline("http://127.0.0.1:9/feed.xml", "Les quais")])
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("F")
        await until(pilot, lambda: "Les quais" in text_of(app))
        assert await first(app, "update") == TITLES["feeds.refresh"]
        assert await first(app, "delete") == TITLES["feeds.remove"]


async def test_the_beginning_of_a_word_finds_it_and_its_key_stands_beside_it(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(120, 36)) as pilot:
        put_on_desk(app, [BRIEF])
        await pilot.press("2", "ctrl+p", *"expo")
        await until(
            pilot, lambda: any("Export this brief" in line and " e " in line for line in text_of(app).splitlines())
        )
        await pilot.press("enter")
        await until(pilot, lambda: "Write the brief: One" in text_of(app))


def test_plain_words_describe_only_actions_that_exist():
    assert set(plain_words()) - set(TITLES) - {"samples", "small", "generic"} == set()


@pytest.mark.parametrize("query", ["", "   ", "~~~", "é" * 500])
async def test_nonsense_finds_nothing_and_breaks_nothing(open_reader, no_packs, query):
    app = open_reader([], no_packs)
    async with app.run_test(size=(80, 24)):
        assert await first(app, query) == ""


async def test_the_palette_speaks_french(french):
    async with french.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: "Dites ce que vous voulez faire" in text_of(french))
        assert "Search for commands" not in text_of(french)
        await pilot.press(*"qqxx")
        await until(pilot, lambda: "Aucun résultat" in text_of(french))
        assert "No matches" not in text_of(french)


async def test_where_nothing_matches_enter_shows_all_keys(open_reader, no_packs):
    app = open_reader([], no_packs)
    async with app.run_test(size=(100, 30)) as pilot:
        put_on_desk(app, [BRIEF])
        await pilot.press("2", "ctrl+p", *"qqxx")
        await until(pilot, lambda: "No matches. Enter shows all keys." in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Next doubtful sentence" in text_of(app) and "Esc closes" in text_of(app))


@pytest.mark.parametrize("width", [60, 80, 160])
async def test_every_command_stands_on_one_line_with_its_key_at_the_right(french, width):
    async with french.run_test(size=(width, 24)) as pilot:
        put_on_desk(french, [BRIEF])
        await pilot.press("2", "ctrl+p")
        await until(pilot, lambda: "Changer la vue" in text_of(french))
        assert re.search(r"Changer la vue des deux textes +v ", text_of(french))
        titles = "Changer la vue des deux textes|Phrase douteuse suivante|Volet ou onglet suivant"
        keys = [found.end() for line in lines_of(french) if (found := re.search(rf"(?:{titles}) +(?:v|n|tab)\b", line))]
        assert len(keys) == 3
        assert len(set(keys)) == 1


async def test_a_title_is_cut_only_where_its_key_begins(french):
    async with french.run_test(size=(60, 24)) as pilot:
        put_on_desk(french, [BRIEF])
        await pilot.press("2", "ctrl+p", *"expo")
        await until(pilot, lambda: re.search(r"Exporter cette note, ou celles qui sont marquées +e ", text_of(french)))
