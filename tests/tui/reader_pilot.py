"""Shared by the tests of the reader: wires, a simulated network, and what is on the screen."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from core.article import Article, EngineInfo, Flag, Language, Paragraph, Sentence, Source
from core.brief import Brief
from core.errors import Cancelled, PackError
from core.pack_source import PackSource
from core.packs import Progress
from core.packs.store import PackStore
from core.settings import Settings
from core.summary import Summary
from tui.wire import Wire

FRENCH = """\
Le président a dit non à la grève

Par Marie Dupont

Le président de la République a dit lundi que la grève ne durera pas. Les syndicats ont répondu mardi dans \
la soirée qu’ils ne lâcheront rien. La ministre se rendra mercredi à Lyon pour en parler avec les maires.

« Nous voulons des actes, et pas seulement des mots. »

Les négociations reprendront jeudi matin à Paris. Personne n’attend un accord avant la fin de la semaine.
"""
SPANISH = """\
La sequía obliga a racionar el agua

El gobierno regional anunció el viernes que los municipios del interior tendrán cortes de agua durante la \
noche. Los embalses se encuentran muy por debajo de su capacidad habitual en esta época del año.
"""
ENGLISH = """\
New ferry link approved

The council approved a new ferry link on Tuesday. Two ships will enter service in the spring of next year.
"""


@dataclass(frozen=True)
class FakeOffer:
    source: str
    automatic: bool
    size: int = 87_381_097
    where: str = "packs.example"

    @property
    def title(self) -> str:
        return f"Test {self.source}→en"

    @property
    def command(self) -> str:
        return f"depeche packs install {self.source}-en"


class FakePacks(PackSource):
    """The installed packs, with a simulated network."""

    def __init__(self, places, goods: Path, *, automatic=("fr",)):
        super().__init__(Settings(places))
        self.places, self.goods, self.automatic = places, goods, automatic
        self.seconds = 0.0
        self.problem = ""
        self.gone = []
        self.reverse = None
        """The pack for second opinions that it offers."""

    def find(self, source, target):
        return PackStore(self.places).find(source, target)

    def offer(self, source, target):
        return FakeOffer(source, source in self.automatic) if source in {"fr", "es"} else None

    def second_opinion(self):
        return self.reverse

    def get(self, offer, report, cancelled):
        self.gone.append(offer.source)
        until = time.monotonic() + self.seconds
        while time.monotonic() < until:
            report(Progress("download", 40_000_000, offer.size))
            if cancelled():
                raise Cancelled(offer.title)
            time.sleep(0.01)
        if self.problem:
            raise PackError(offer.title, self.problem)
        install(self.places, self.goods)
        return self.find(offer.source, "en")


def install(places, pack: Path) -> None:
    """Put a pack where the reader finds it, as Argos Translate would."""
    places.argos_packs[0].mkdir(parents=True, exist_ok=True)
    (places.argos_packs[0] / pack.name).symlink_to(pack)


async def until(pilot, condition, seconds: float = 90, *, settle: bool = True) -> None:
    """Let the reader work until something holds; then, to `settle`, until it is painted."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not in {seconds} seconds:\n{text_of(pilot.app)}"
        # Not `pilot.pause()`, which waits until the reader has nothing to do.
        await asyncio.sleep(0.02)
    if settle:
        await pilot.pause()


def states(app) -> list[str]:
    return [wire.state for wire in app.screen.workspace.wires]


def lines_of(app) -> list[str]:
    """What is on the screen, line by line, with plain spaces where a line may not end."""
    return [line.replace("\u00a0", " ") for line in exact_lines_of(app)]


def exact_lines_of(app) -> list[str]:
    """What is on the screen, line by line."""
    return ["".join(segment.text for segment in line) for line in app.screen._compositor.render_strips()]


def text_of(app) -> str:
    return "\n".join(lines_of(app))


def lines_in(app, selector: str) -> list[str]:
    """What is on one widget, line by line."""
    return lines_at(app, app.screen.query_one(selector))


def lines_at(app, widget) -> list[str]:
    region = widget.region
    return [line[region.x : region.right] for line in lines_of(app)[region.y : region.bottom]]


def lit_lines(app, selector: str) -> list[str]:
    """The lines of the current row, without their bar."""
    return [line.strip("▌▏ ") for line in lines_in(app, selector) if line.startswith(("▌", "▏"))]


def help_lines(app) -> list[str]:
    """The lines of the help's two columns, one after the other."""
    sheet = app.screen.query_one("#dialog")
    (left, top), width = sheet.content_region.offset, sheet.inner_width
    lines = [line[left : left + width] for line in lines_of(app)[top : top + sheet.size.height]]
    return [line[: width // 2] for line in lines] + [line[width // 2 :] for line in lines]


def entries_of(lines) -> list[str]:
    """The entries in a column of the help, one per line; continuation lines begin with blanks."""
    entries: list[str] = []
    for line in lines:
        if entries and line.startswith(" ") and line.strip():
            entries[-1] = f"{entries[-1].rstrip()} {line.strip()}"
        else:
            entries.append(line)
    return entries


def make_brief(parts, *, name="wire.txt", language="fr", chosen=(), byline=None) -> Brief:
    """A brief of (kind, ((source, translation, flags…), …)) parts, by hand."""
    text, paragraphs, number = "", [], 0
    for kind, sentences in parts:
        text += "\n\n" if text else ""
        start, done = len(text), []
        for source, translation, *flags in sentences:
            number += 1
            text += " " if done else ""
            done.append(
                Sentence(
                    f"s{number}",
                    len(text),
                    len(text) + len(source),
                    source,
                    translation,
                    -0.25,
                    "model",
                    tuple(Flag(*flag) for flag in flags),
                    0.41 if flags else 0.93,
                )
            )
            text += source
        paragraphs.append(Paragraph(kind, start, len(text), language, tuple(done)))
    article = Article(Source(name, "0" * 64, byline=byline), text, tuple(paragraphs), Language(language, 0.99))
    return Brief(article, Summary("lexrank", tuple(chosen)), EngineInfo("translate-fr_en-opus-1.0", "0" * 64, 2))


def put_on_desk(app, briefs, current: int = 0) -> None:
    """Open finished wires, without any work."""
    screen = app.screen
    screen.workspace.complete = True
    for brief in briefs:
        wire = Wire(len(screen.workspace.wires), brief.article.source.path, brief.article)
        screen.workspace.add([wire])
        screen.workspace.finished(wire.number, brief)
    screen.workspace.current = current
    screen.panes.listed(range(len(briefs)))
    screen.panes.open(screen.workspace.wires[current])
    screen.tell()


async def begin_batch(pilot, *, inputs="", folder="out", formats="md"):
    """Open the page of the batch, fill in its form and start."""
    await pilot.press("B")
    await until(pilot, lambda: "esc Back" in text_of(pilot.app))
    await pilot.press("t")
    await until(pilot, lambda: len(pilot.app.screen.query("Input")) == 3)
    for line, text in zip(pilot.app.screen.query("Input"), (inputs, folder, formats), strict=True):
        line.value = str(text)
    await pilot.press("enter")
