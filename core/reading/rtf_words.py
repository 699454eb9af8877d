"""The control words of RTF that matter for its text, by what they do (Rich Text Format Specification 1.9.1)."""

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
