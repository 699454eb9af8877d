"""What can be done here: the help, with every key of the screen, and the command palette."""

from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any, ClassVar, Final

from rich.text import Text
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.containers import Horizontal, VerticalScroll
from textual.fuzzy import Matcher
from textual.screen import Screen
from textual.widgets import Static

from core.lang.letters import fold
from tui.bindings import ACTIONS, Action, bindings, sections
from tui.i18n import _
from tui.screens import Above
from tui.screens.reader.opening import SAMPLES
from tui.widgets import MARKS, wrap

_KEYS = 16
"""Cells for the keys."""
_WIDE = 124
"""Terminal width from which there is room for two columns."""


class Help(Above[None]):
    """The keys of the screen below."""

    SCOPE: ClassVar[str] = "help"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SCOPE)

    def __init__(self, screen: Screen[Any], keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._of = screen
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """Compose the help, in two columns if there is room."""
        lines = self._text()
        wide = self.app.size.width >= _WIDE
        middle = min((place for place, line in enumerate(lines) if not line), key=lambda at: abs(2 * at - len(lines)))
        columns = [lines[:middle], lines[middle + 1 :]] if wide else [lines]
        with VerticalScroll(id="dialog") as sheet, Horizontal(id="columns"):
            sheet.border_title, sheet.border_subtitle = _("Keys"), _("Esc closes")
            sheet.set_class(wide, "-wide")
            yield from (Static(Text("\n").join(column)) for column in columns)

    def action_close(self) -> None:
        """Go back to the screen below."""
        self.dismiss()

    def action_scroll(self, by: int) -> None:
        """Scroll the help."""
        self.query_one("#dialog").scroll_relative(y=by, animate=False)

    def _text(self) -> list[Text]:
        lines = []
        if self._of.HELP:
            lines += [Text(_(self._of.HELP)), Text()]
        for title, actions in self._sections().items():
            lines += [Text(_(title), style="dim"), *self._lines(actions), Text()]
        room = self._room
        palette = self.app.get_key_display(Binding(self.app.COMMAND_PALETTE_BINDING, ""))
        lines[-1] = Text.assemble((palette.ljust(_KEYS), "bold"), _("Command palette"))
        legend = [line for mark in MARKS for line in _entry(mark.sign, _(mark.meaning), room)]
        return [*lines, Text(), Text(_("Marks"), style="dim"), *legend]

    @property
    def _room(self) -> int:
        """Cells for what a key does."""
        width = self.app.size.width
        column = (min(130, width * 96 // 100) - 6) // 2 if width >= _WIDE else min(70, width * 96 // 100) - 7
        return max(12, column - 3 - _KEYS)

    def _sections(self) -> dict[str, list[Action]]:
        """Return the actions by heading: of the focused widget, the other widgets, the screen, then the app."""
        nodes = [self._of.focused, *self._of.query("*"), self._of, self.app]
        kinds = dict.fromkeys(kind for node in nodes if node is not None for kind in type(node).__mro__)
        return sections(kind.__dict__["SCOPE"] for kind in kinds if "SCOPE" in kind.__dict__)

    def _lines(self, actions: Iterable[Action]) -> list[Text]:
        """Write one line an action: its keys, as the settings have them, and what they do."""
        keys: dict[str, list[str]] = {}
        tooltips: dict[str, str] = {}
        for row in actions:
            bound = row.binding()
            if wanted := self._keymap.get(row.id):
                bound = bound.with_key(wanted, None)
            keys.setdefault(row.action, []).extend(map(self.app.get_key_display, Binding.make_bindings([bound])))
            tooltips.setdefault(row.action, _(row.tooltip))
        room = self._room
        return [
            line
            for action, names in keys.items()
            for line in _entry(" ".join(dict.fromkeys(names)), tooltips[action], room)
        ]


def _entry(key: str, text: str, room: int) -> list[Text]:
    """Return a key and what it does, which goes on below itself and never below the key."""
    first, *rest = wrap(text, room)
    return [
        Text.assemble((key.ljust(_KEYS - 1) + " ", "bold"), first),
        *(Text(" " * _KEYS + line) for line in rest),
    ]


_WIDTH: Final = 58
"""Columns of a title, before its key."""
_SMALL: Final = frozenset("me as a an the to my this it please mode le la les un une des cette moi en".split())
"""Words of a query that say nothing where there are others."""
_KEY: Final = ": "
"""What stands before the key in a command's help."""

THEME: Final = "app.theme"
WORDS: Final[dict[str, str]] = {
    THEME: "theme colour color colours dark light mode night appearance skin thème couleur sombre clair apparence",
    SAMPLES: "samples sample example examples demo try tutorial exemple exemples essai démo",
    "app.help": "help keys shortcuts hotkeys bindings manual legend aide touches raccourcis légende",
    "app.library": "library history archive recent past bibliothèque historique archives",
    "app.feeds": "feeds feed rss atom update refresh reload subscribe follow news flux actualiser rafraîchir recharger "
    "abonner suivre",
    "app.batch": "batch bulk many folder lot dossier",
    "app.packs": "packs pack model models languages install download uninstall modèle modèles installer télécharger",
    "app.settings": "settings preferences options config configuration proxy ascii font language memory log private "
    "privacy réglages préférences paramètres langue police mémoire journal privé confidentialité",
    "app.quit": "quit exit leave bye close quitter sortir fermer",
    "sentence.others": "alternatives alternative other variants wordings suggestions variantes autres",
    "sentence.correct": "correct edit fix change rewrite amend corriger modifier réviser",
    "sentence.term": "term terminology glossary dictionary terme glossaire terminologie dictionnaire",
    "sentence.undo": "undo revert annuler défaire",
    "sentence.redo": "redo again rétablir refaire",
    "summary.longer": "longer more expand lengthen allonger rallonger",
    "summary.shorter": "shorter less shrink shorten raccourcir abréger",
    "summary.method": "method algorithm méthode algorithme",
    "summary.digest": "digest story stories duplicates versions synthèse histoire sujet doublons",
    "find.open": "find search look grep chercher rechercher trouver",
    "find.on": "next-match occurrence",
    "list.filter": "filter show only hide narrow outlet byline day filtrer montrer cacher masquer agence auteur jour",
    "list.rules": "rules rule mute silence block ignore muet sourdine règles règle ignorer bloquer",
    "watch.make": "watch watches alert alerts notify monitor veille veiller surveiller alerte alertes",
    "list.sort": "sort order arrange newest date trier ordre ordonner récent classer",
    "wire.unmark": "unmark unselect deselect clear démarquer désélectionner",
    "wire.star": "star favourite favorite bookmark pin keep later favori étoile épingler",
    "wire.note": "note comment annotate annotation memo remarque commentaire annoter",
    "room.back": "back close return reader wires retour fermer",
    "wire.close": "remove delete dismiss discard trash hide-wire close-wire supprimer retirer effacer fermer-dépêche",
    "wire.unread": "unread read seen non-lu lu lue lire",
    "wire.next-unread": "next-unread unread-next jump new non-lue nouvelle",
    "wire.open": "open load file import add ouvrir charger fichier importer ajouter",
    "wire.paste": "paste insert coller",
    "wire.export": "export save write send share print output file pdf docx word html markdown json tmx "
    "exporter enregistrer sauver sauvegarder envoyer imprimer partager",
    "wire.copy": "copy clipboard yank copier presse-papiers",
    "wire.mark": "mark select check tick tag marquer sélectionner cocher",
    "wire.next": "next forward suivant suivante prochain prochaine",
    "wire.previous": "previous prior back précédent précédente retour",
    "pane.summary": "summary summarise summarize abstract gist résumé résumer",
    "pane.source": "source original originale french français",
    "pane.translation": "translation english traduction anglais",
    "pane.wires": "list wires inbox liste dépêches",
    "pane.next": "pane tab focus volet onglet",
    "pack.install": "install get télécharger installer",
    "wire.translate": "translate resume retry reload again restart continue traduire reprendre réessayer",
    "work.cancel": "stop cancel abort interrupt pause arrêter interrompre",
    "row.first": "top first beginning début premier",
    "row.last": "bottom last end fin dernier",
    "doubt.next": "doubt doubtful error errors problem problems flag doute erreur problème vérifier",
    "text.view": "view layout columns side split toggle compare vue affichage disposition colonnes diviser comparer",
    "pane.wider": "wider wide enlarge bigger zoom élargir agrandir large",
    "pane.narrower": "narrower smaller rétrécir",
    "library.search": "search find chercher",
    "library.star": "star favourite keep favori",
    "library.remove": "remove delete erase supprimer effacer",
    "library.back": "back reader wires retour",
    "feeds.refresh": "refresh update reload fetch actualiser recharger",
    "feeds.mark": "mark read toggle marquer lu",
    "feeds.add": "add follow subscribe new ajouter suivre",
    "feeds.remove": "remove delete unfollow unsubscribe supprimer désabonner",
    "packs.get": "get download install télécharger installer",
    "packs.verify": "verify check test vérifier",
    "packs.remove": "remove delete uninstall supprimer désinstaller",
    "batch.begin": "begin start run commencer lancer",
    "batch.stop": "stop cancel end arrêter",
    "settings.default": "default reset défaut réinitialiser",
}
"""Plain words for each action, by its id: what people type who do not know how it is called here."""


def score(query: str, title: str, words: str) -> float:
    """Return how well a command answers a query: 1 for its very title, 0 for not at all.

    >>> score("save", "Export this brief", "export save") > score("save", "Leave the library", "")
    True
    """
    asked, known, named = fold(query).split(), fold(words).split(), fold(title).split()
    if not asked:
        return 0.0
    if asked == named:
        return 1.0
    # “Save as”, “help me”: what is meant is in the other word.
    wanted = [word for word in asked if word not in _SMALL] or asked
    every = [*known, *(word.strip(".,:;()") for word in named)]
    if len(wanted) == 1:
        [word] = wanted
        for value, found in ((0.95, word in known), (0.9, word in every)):
            if found:
                return value
        if any(one.startswith(word) for one in every):
            return 0.85 if any(one.startswith(word) for one in known) else 0.8
    elif all(any(one.startswith(word) for one in every) for word in wanted):
        return 0.75
    near = Matcher(query).match(title)
    return 0.5 * near / (near + 10)  # Textual's own measure has no upper bound


class Palette(CommandPalette, Above[Any]):
    """Textual's palette, over a screen that is painted quicker."""


def open_palette(app: App[Any]) -> None:
    """Open the palette, unless it is open."""
    if not CommandPalette.is_open(app):
        palette = Palette([Commands], placeholder=_("Type what you want to do…"), id="--command-palette")
        app.push_screen(palette)


class Commands(Provider):
    """Every action that a key can do now, and what has no key."""

    async def discover(self) -> Hits:
        """Give all of them, before anything is typed."""
        async for command in self._commands():
            yield DiscoveryHit(self._shown(command), command.callback, text=command.title)

    async def search(self, query: str) -> Hits:
        """Give those that a query may mean."""
        words = self._words()
        async for command in self._commands():
            value = score(query, command.title, words.get(command.title, ""))
            if value > 0:
                yield Hit(value, self._shown(command), command.callback, text=command.title)

    async def _commands(self) -> AsyncIterator[SystemCommand]:
        found: Iterable[SystemCommand] = self.app.get_system_commands(self.screen)
        for command in found:
            yield command

    @staticmethod
    def _words() -> dict[str, str]:
        """Return the plain words by the title that a command has in the language spoken."""
        named = {_(row.tooltip): WORDS.get(row.id, "") for row in ACTIONS if row.id != "app.interrupt"}
        return named | {_("Theme"): WORDS[THEME], _(SAMPLES): WORDS[SAMPLES]}

    @staticmethod
    def _shown(command: SystemCommand) -> Text:
        """Return a title with its key at the right."""
        key = command.help.partition(_KEY)[2] if _KEY in command.help else ""
        return Text.assemble(f"{command.title:<{_WIDTH}} ", (key, "bold"))
