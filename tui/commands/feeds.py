"""`depeche feeds …`: the list of followed feeds, refreshing them, unread entries, OPML import and export."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.errors import Cancelled, InputError, UsageError
from core.sanitize import json_text, sanitize
from tui.commands import expanded
from tui.i18n import _, localized, n_
from tui.options import CommonOptions, NetworkOptions, encoding_named, settings
from tui.output import Output, result, say_all, table

if TYPE_CHECKING:
    from core.feeds import Event, Feed
    from core.feeds.subscriptions import Subscriptions

feeds_app = typer.Typer(
    name="feeds",
    help="The feeds you follow. Their unread entries are the input `feeds:`, as in `depeche feeds:`.",
    no_args_is_help=True,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Named = Annotated[
    list[str] | None, typer.Argument(metavar="FEED...", help="Numbers, addresses, titles or folders; all without one.")
]
_WIDTH = 60
"""Maximum length of a title in a table, in characters."""


def add(
    addresses: Annotated[list[str], typer.Argument(metavar="ADDRESS-OR-FILE...", help="Addresses, or files.")],
    title: Annotated[str | None, typer.Option("--title", help="Your own name for it.")] = None,
    folder: Annotated[str, typer.Option("--folder", metavar="A/B", help="Its folder.")] = "",
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help="Its encoding.", show_default="detect")
    ] = None,
    *,
    network: NetworkOptions,
    common: CommonOptions,
) -> None:
    """Follow feeds; each is fetched once, so that a wrong address shows at once."""
    output = common.output()
    if title and len(addresses) > 1:
        raise UsageError("--title", "is for one feed; add them one by one")
    folders = [sanitize(part, 200) for part in folder.split("/") if part.strip()]
    chosen = encoding_named(encoding, "--encoding") if encoding else None
    subscriptions, status = _open(network, output), 0
    for address in addresses:
        try:
            name = sanitize(title, 200) if title else None
            feed = subscriptions.add(address, title=name, folder=folders, encoding=chosen)
        except InputError as error:
            output.warn(error)
            status = 1
            continue
        unread = _entries(feed.unread) if feed.asked else _("not asked yet, for this run is offline")
        output.note(feed.title, _("followed as number {number}; {unread}", number=feed.number, unread=unread))
    raise typer.Exit(status)


def list_feeds(as_json: AsJson = False, *, common: CommonOptions) -> None:
    """The feeds you follow: number, unread and all entries, title, folder, address, and any problem."""
    output = common.output()
    feeds = _open(NetworkOptions(), output).feeds()
    if as_json:
        _print_json(map(asdict, feeds))
        return
    rows = [
        (
            str(feed.number),
            f"{feed.unread}/{feed.total}",
            sanitize(feed.title, _WIDTH),
            sanitize("/".join(feed.folder), _WIDTH),
            sanitize(feed.address, 2000),
            sanitize(localized(feed.problem)),
        )
        for feed in feeds
    ]
    table(rows)
    if not feeds:
        output.note("feeds", _("you follow none; run: depeche feeds add ADDRESS"))


def remove(
    names: Annotated[list[str], typer.Argument(metavar="FEED...", help="Numbers, addresses or titles.")],
    *,
    common: CommonOptions,
) -> None:
    """Unfollow feeds and forget their entries."""
    output = common.output()
    subscriptions = _open(NetworkOptions(), output)
    feeds = [subscriptions.find(name) for name in names]
    gone = subscriptions.remove(*feeds)
    for feed in feeds:
        output.note(feed.title, _("no longer followed"))
    if not gone:
        output.note("feeds", _("another process is using the file: what was removed can still be read in it"))
        raise typer.Exit(1)


def encoding(
    name: Annotated[str, typer.Argument(metavar="FEED", help="Its number, address or title.")],
    encoding: Annotated[str, typer.Argument(metavar="NAME", help="The encoding; `detect` returns to detecting it.")],
    *,
    common: CommonOptions,
) -> None:
    """Read a feed in an encoding of your choice, from its next refresh on."""
    output = common.output()
    chosen = None if encoding == "detect" else encoding_named(encoding, "encoding")
    subscriptions = _open(NetworkOptions(), output)
    feed = subscriptions.find(name)
    subscriptions.decode_as(feed, chosen)
    if chosen:
        output.note(feed.title, _("read as {encoding} from the next refresh on", encoding=chosen))
    else:
        output.note(feed.title, _("its encoding is found out from the next refresh on"))


def refresh(
    names: Named = None,
    force: Annotated[
        bool, typer.Option("--force", help="Also ask feeds that said nothing is new yet, or that they are gone.")
    ] = False,
    *,
    network: NetworkOptions,
    common: CommonOptions,
) -> None:
    """Refresh the feeds, a few at a time; Ctrl-C keeps what is done."""
    output = common.output()
    subscriptions = _open(network, output)
    events: list[Event] = []
    try:
        for event in subscriptions.refresh(_named(subscriptions, names) if names else None, force=force):
            events.append(event)
            _tell(event, output)
    except KeyboardInterrupt:
        raise Cancelled("feeds", "cancelled; {count} refreshed and kept", count=len(events)) from None
    asked = sum(event.kind != "skipped" for event in events)
    failed = sum(event.kind == "failed" for event in events)
    new, updated = sum(event.new for event in events), sum(event.updated for event in events)
    output.note(
        "feeds",
        _(
            "{asked} asked, {new} new, {updated} updated, {failed} failed",
            asked=asked,
            new=new,
            updated=updated,
            failed=failed,
        ),
    )
    if not events:
        output.note("feeds", _("you follow none; run: depeche feeds add ADDRESS"))
    raise typer.Exit(1 if failed else 0)


def entries(
    names: Named = None,
    everything: Annotated[bool, typer.Option("--all", "-a", help="Also those already read.")] = False,
    as_json: AsJson = False,
    *,
    common: CommonOptions,
) -> None:
    """Unread entries, newest first: number, day, feed, headline and address, tab-separated."""
    subscriptions = _open(NetworkOptions(), common.output())
    feeds = {feed.number: feed for feed in subscriptions.feeds()}
    chosen: Sequence[Feed | None] = _named(subscriptions, names) if names else [None]
    found = [entry for feed in chosen for entry in subscriptions.entries(feed, unread=not everything)]
    if as_json:
        _print_json(asdict(entry) for entry in found)
        return
    for entry in found:
        feed = feeds[entry.feed].title if entry.feed in feeds else ""
        title = f"{entry.title} (updated)" if entry.updated else entry.title
        cells = (str(entry.number), (entry.published or entry.seen)[:10], feed, title, entry.url or "")
        result("\t".join(sanitize(cell, 2000) for cell in cells) + "\n")


def mark(
    names: Named = None,
    unread: Annotated[bool, typer.Option("--unread", help="Mark as unread instead.")] = False,
    *,
    common: CommonOptions,
) -> None:
    """Mark the entries of feeds, or of all, as read."""
    output = common.output()
    subscriptions = _open(NetworkOptions(), output)
    chosen: Sequence[Feed | None] = _named(subscriptions, names) if names else [None]
    found = [entry for feed in chosen for entry in subscriptions.entries(feed) if entry.read is unread]
    subscriptions.mark_read(found, read=not unread)
    if unread:
        message = n_("{n:,} entry marked as unread", "{n:,} entries marked as unread", len(found))
    else:
        message = n_("{n:,} entry marked as read", "{n:,} entries marked as read", len(found))
    output.note("feeds", message)


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An OPML file.")], *, common: CommonOptions
) -> None:
    """Follow the feeds of another feed reader's OPML list; none is fetched before the next refresh."""
    from core.feeds.opml import read_opml

    output = common.output()
    passed_over: list[str] = []
    outlines = read_opml(file, passed_over.append)
    added = _open(NetworkOptions(), output).add_all(outlines)
    taken = n_("{n:,} feed taken from {file}", "{n:,} feeds taken from {file}", added, file=sanitize(file))
    if there := len(outlines) - added:
        taken = _("{taken}, {n} followed already", taken=taken, n=there)
    output.note("feeds", taken)
    if not common.quiet:
        text = _("left out: this is no feed on the web")
        say_all(
            ((address, text) for address in passed_over),
            lambda left: ("feeds", n_("{n:,} more address is left out", "{n:,} more addresses are left out", left)),
        )


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The OPML file to write; replaced if it exists.")],
    *,
    common: CommonOptions,
) -> None:
    """Write the list for another feed reader, or another machine; feeds that are files are left out."""
    from core.feeds.opml import write_opml

    output = common.output()
    written = write_opml(file, _open(NetworkOptions(), output).feeds())
    output.note(
        "feeds", n_("{n:,} feed written to {file}", "{n:,} feeds written to {file}", written, file=sanitize(file))
    )


def _open(network: NetworkOptions, output: Output) -> "Subscriptions":
    from core.feeds.subscriptions import Subscriptions

    chosen = settings(network)
    return Subscriptions(chosen.places, offline=chosen.offline, warn=lambda text: output.note("feeds", text))


def _named(subscriptions: "Subscriptions", names: Sequence[str]) -> "list[Feed]":
    return list(dict.fromkeys(feed for name in names for feed in subscriptions.chosen(name)))


def _tell(event: "Event", output: Output) -> None:
    match event.kind:
        case "failed":
            output.warn(InputError(event.feed.title, event.note))
            return
        case "new":
            counts = (
                (event.new, _("{n} new", n=event.new)),
                (event.updated, _("{n} updated", n=event.updated)),
            )
            output.note(event.feed.title, ", ".join(text for number, text in counts if number))
        case "skipped":
            output.note(event.feed.title, _("not asked: {note}", note=event.note))
            return
        case _:
            output.detail(event.feed.title, _("nothing new"))
    if event.note:
        output.note(event.feed.title, event.note)


def _print_json(values: Iterable[dict[str, Any]]) -> None:
    result(json_text(list(values), indent=2) + "\n")


def _entries(number: int) -> str:
    return n_("{n:,} entry", "{n:,} entries", number)


for _name, _command in (
    ("add", add),
    ("list", list_feeds),
    ("remove", remove),
    ("encoding", encoding),
    ("refresh", refresh),
    ("entries", entries),
    ("mark", mark),
    ("import", import_),
    ("export", export),
):
    feeds_app.command(_name)(expanded(_command))
