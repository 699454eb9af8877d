"""Rows: the tables of an RTF document, which has no word for where one begins, only for the ends of cells and rows."""

from core.reading.document import Builder


class Rows:
    """The rows that are open, in one flow: one for each level of tables within tables."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._open: list[bool] = []
        """Of each row, whether a cell of it is open."""

    def enter(self, level: int) -> None:
        """Come to text in a table of some level; 0 is outside of any."""
        while len(self._open) > level:
            self.end_row()
        while len(self._open) < level:
            self._begin_cell()
            self._builder.open_row()
            self._open.append(False)
        self._begin_cell()

    def end_cell(self) -> None:
        """End the innermost cell."""
        if self._open and self._open[-1]:
            self._builder.close_cell()
            self._open[-1] = False

    def end_row(self, *, shown: bool = True) -> None:
        """End the innermost row."""
        if self._open:
            self.end_cell()
            self._builder.close_row(shown=shown)
            self._open.pop()

    def end(self) -> None:
        """End all that is open."""
        self.enter(0)

    def _begin_cell(self) -> None:
        if self._open and not self._open[-1]:
            self._builder.open_flow()
            self._open[-1] = True


SHOWN = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    **dict.fromkeys(("tab", "line", "lbr", "emspace", "enspace", "qmspace", "softline", "page", "column"), " "),
    "~": "\xa0",
    "_": "-",
}
"""Words and signs that stand for a character."""
ENDS = frozenset(("par", "sect", "\n", "\r"))
"""What ends a paragraph."""
PASSED = frozenset(
    "colortbl pict ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn xe rxe txe tc tcn nonshppict template "
    "fontemb fontfile private falt panose bkmkstart bkmkend comment revtbl nonesttables docvar keycode shprslt filetbl "
    "listtable listoverridetable objdata objclass objname fldinst datafield formfield htmltag atnid atnauthor atnref "
    "atndate atntime atnicn buptim printim keywords doccomm operator subject category company manager hlinkbase "
    "objsect objalias sp pgptbl rsidtbl generator themedata colorschememapping latentstyles datastore xmlnstbl mmathPr "
    "background ebcstart ebcend userprops linkval staticval propname".split()
)
"""Destinations that show no text."""
STARRED = frozenset("shpinst ud do moMath moMathPara nesttableprops shptxt footnote annotation listtext pntext".split())
"""Destinations that a reader may pass over, and that this one does not."""
AROUND = frozenset(("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"))
BOXES = frozenset(("shptxt", "dptxbxtext"))
NUMBERS = frozenset(("listtext", "pntext"))
"""What holds the number that is shown before a paragraph."""
CAPTURED = frozenset(("title", "author", "revtim", "creatim"))
"""What the document says of itself."""
PROPERTIES = {"v": "hidden", "deleted": "deleted", "mvf": "moved", "htmlrtf": "double"}
"""Words that say why text is not shown. `htmlrtf` is for what an HTML mail has twice."""
