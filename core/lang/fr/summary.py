"""French words that a summary reads a sentence by."""

from core.lang.profile import SummaryWords

SUMMARY = SummaryWords(
    dependent=(
        r"il|elle|ils|elles|ce|cela|ceci|ça|c['’]|celui|celle|celles|ceux|cette|cet|ces|son|sa|ses|leur|leurs|lui"
        r"|on|tous deux|toutes deux|mais|or|et|ou|donc|car|ainsi|pourtant|cependant|toutefois|néanmoins|en effet"
        r"|en revanche"
        r"|au contraire|de plus|en outre|par ailleurs|enfin|puis|ensuite|alors|aussi|d['’]ailleurs|du coup|bref|ici|là"
        r"|d['’]ici là|depuis lors|dans la foulée|à ce titre|pour autant|dès lors|entre-temps|c['’]est pourquoi"
        r"|de son côté|de leur côté|de même|à l['’]inverse|autre|une autre|un autre|d['’]autres|le premier|le second"
    ),
    speaker=(r"je|j['’]|moi|me|m['’]|mon|ma|mes|nous|notre|nos|vous|votre|vos"),
    report=frozenset(
        "de du des d la le les l un une son sa ses leurs à au aux dans par pour sur contre après avant depuis dès selon"
        " entre avec sans a ont est sont été sera va".split()
    ),
    comment=frozenset(
        "il ils on ce c ça cela je j me m moi mon ma mes nous notre nos vous votre vos tu t y lui se ne n pas non que"
        " qu quand où ou mais si même ainsi alors aussi bien peu déjà là était étaient avait avaient être peut faut ai"
        " ces cet plus".split()
    ),
    numerals=frozenset(
        "deux trois quatre cinq six sept huit neuf onze douze treize quatorze quinze seize vingt trente quarante"
        " cinquante soixante cent cents mille million millions milliard milliards dizaine centaine premier première"
        " second".split()
    ),
    first_sentence=-1.2,
)
