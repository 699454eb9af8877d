"""The command palette: commands found by plain words, in English and in French, each with its key beside it."""

from collections.abc import AsyncIterator, Iterable
from typing import Any, Final

from rich.text import Text
from textual.app import App, SystemCommand
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.fuzzy import Matcher

from core.lang.letters import fold
from tui.bindings import ACTIONS
from tui.i18n import _

_WIDTH: Final = 58
"""Columns of a title, before its key."""
_KEY: Final = ": "
"""What stands before the key in a command's help."""

THEME: Final = "app.theme"
WORDS: Final[dict[str, str]] = {
    THEME: "theme colour color colours dark light appearance skin thème couleur sombre clair apparence",
    "app.help": "help keys shortcuts hotkeys bindings manual legend aide touches raccourcis légende",
    "app.library": "library history archive recent delete remove past bibliothèque historique archives supprimer",
    "app.feeds": "feeds feed rss atom update refresh subscribe follow news flux actualiser abonner suivre",
    "app.batch": "batch bulk many folder lot dossier",
    "app.packs": "packs pack model models languages uninstall modèle modèles",
    "app.settings": "settings preferences options config configuration language réglages préférences langue",
    "app.quit": "quit exit leave bye close quitter sortir fermer",
    "sentence.others": "alternatives alternative other variants wordings suggestions variantes autres",
    "sentence.correct": "correct edit fix change rewrite amend corriger modifier réviser",
    "sentence.term": "term terminology glossary dictionary terme glossaire terminologie dictionnaire",
    "sentence.undo": "undo revert back annuler défaire",
    "sentence.redo": "redo again rétablir refaire",
    "summary.longer": "longer more expand lengthen allonger rallonger",
    "summary.shorter": "shorter less shrink shorten raccourcir abréger",
    "summary.method": "method algorithm méthode algorithme",
    "summary.digest": "digest story stories duplicates versions synthèse histoire doublons",
    "find.open": "find search look grep chercher rechercher trouver",
    "find.on": "next-match occurrence",
    "list.filter": "filter show only hide narrow watch filtrer masquer veille",
    "list.sort": "sort order arrange newest date trier ordre ordonner",
    "wire.unmark": "unmark unselect deselect clear démarquer désélectionner",
    "wire.star": "star favourite favorite bookmark pin keep favori étoile épingler",
    "wire.note": "note comment annotate annotation memo remarque commentaire annoter",
    "wire.unread": "unread non-lu",
    "wire.open": "open load file import add ouvrir charger fichier importer ajouter",
    "wire.paste": "paste insert coller",
    "wire.export": "export save write download output docx word html markdown json tmx exporter enregistrer sauver",
    "wire.copy": "copy clipboard yank copier presse-papiers",
    "wire.mark": "mark select check tick marquer sélectionner cocher",
    "wire.next": "next suivant suivante",
    "wire.previous": "previous prior précédent précédente",
    "pane.summary": "summary abstract gist résumé",
    "pane.source": "source original french français",
    "pane.translation": "translation english traduction anglais",
    "pane.wires": "list wires inbox liste dépêches",
    "pane.next": "pane tab focus volet onglet",
    "pack.install": "install get télécharger installer",
    "wire.translate": "translate resume retry restart continue traduire reprendre réessayer",
    "work.cancel": "stop cancel abort interrupt pause arrêter interrompre",
    "doubt.next": "doubt doubtful error errors problem problems flag doute erreur problème vérifier",
    "text.view": "view layout columns side toggle vue disposition colonnes",
    "pane.wider": "wider enlarge bigger élargir",
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
    wanted, known, named = fold(query).split(), fold(words).split(), fold(title).split()
    if not wanted:
        return 0.0
    if wanted == named:
        return 1.0
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


def open_palette(app: App[Any]) -> None:
    """Open the palette, unless it is open."""
    if not CommandPalette.is_open(app):
        palette = CommandPalette([Commands], placeholder=_("Type what you want to do…"), id="--command-palette")
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
        return named | {_("Theme"): WORDS[THEME]}

    @staticmethod
    def _shown(command: SystemCommand) -> Text:
        """Return a title with its key at the right."""
        key = command.help.partition(_KEY)[2] if _KEY in command.help else ""
        return Text.assemble(f"{command.title:<{_WIDTH}} ", (key, "bold"))
