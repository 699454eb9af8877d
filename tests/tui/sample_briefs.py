"""Two finished wires made by hand, and a reader with them open, without a model."""

from tests.tui.reader_pilot import make_brief, put_on_desk
from tui.wire import Wire

STRIKE = make_brief(
    [
        (
            "heading",
            [
                (
                    "Grève dans les transports : la SNCF prévoit un trafic très perturbé mardi",
                    "Transport strike: the SNCF expects very disrupted traffic on Tuesday",
                )
            ],
        ),
        ("byline", [("Par Marie-Hélène Lefèvre", "By Marie-Hélène Lefèvre")]),
        (
            "body",
            [
                (
                    "La circulation des trains sera très perturbée mardi en raison d’une grève, a annoncé la SNCF.",
                    "Train traffic will be very disrupted on Tuesday because of a strike, the SNCF announced.",
                ),
                (
                    "Les syndicats réclament une hausse des salaires de 3,5 % et 1 200 embauches.",
                    "The unions are demanding a wage increase of 3.5% and 1,300 new jobs.",
                    ("number", "1 200 in the source, 1,300 in the English"),
                ),
            ],
        ),
        (
            "quote",
            [
                (
                    "« Nous ne lâcherons rien tant que la direction refusera de négocier. »",
                    "“We will not give up anything as long as the management refuses to negotiate.”",
                )
            ],
        ),
        ("heading", [("Des négociations difficiles", "Difficult negotiations")]),
        (
            "list",
            [
                (
                    "- la revalorisation des salaires, bloqués depuis 2019 ;",
                    "- the raising of wages, frozen since 2019;",
                )
            ],
        ),
        (
            "list",
            [
                (
                    "- l’avenir de la ligne Paris–Orléans–Limoges–Toulouse.",
                    "- the future of the Paris–Orléans–Limoges–Toulouse line.",
                )
            ],
        ),
        (
            "body",
            [
                (
                    "Le ministre des Transports, interrogé à 7 h 30 sur France Inter, a appelé à la responsabilité de tous.",
                    "The Minister of Transport, interviewed at 7:30 a.m. on France Inter, appealed to everyone.",
                ),
                (
                    "Selon un sondage publié dimanche, 54 % des Français soutiennent le mouvement.",
                    "According to a poll published on Sunday, 54% of French people support the movement.",
                ),
            ],
        ),
    ],
    name="greve.txt",
    byline="Marie-Hélène Lefèvre",
    chosen=("s3", "s4", "s9"),
)
FERRY = make_brief(
    [
        ("heading", [("New ferry link to cut island crossing", "New ferry link to cut island crossing")]),
        ("body", [("Two ships will enter service in spring.", "Two ships will enter service in spring.")]),
    ],
    name="ferry.txt",
    language="en",
    chosen=("s2",),
)


def desk(*keys, theme=None):
    """Open the wires, and press some keys."""

    async def before(pilot):
        await pilot.pause()
        if theme:
            pilot.app.theme = theme
        put_on_desk(pilot.app, [STRIKE, FERRY])
        screen = pilot.app.screen
        failed = Wire(
            2, "scan.pdf", state="failed", problem="this is a PDF document; give its text as a plain text file"
        )
        missing = Wire(3, "sequia.txt", STRIKE.article, state="no pack", missing="es-en")
        screen.panes.listed(screen.workspace.add([failed, missing]))
        await pilot.press(*keys)
        await pilot.pause()

    return before
