"""Profiles of languages without a folder: the words that a splitter needs, and stop words."""

from pathlib import Path
from tomllib import loads
from typing import Any

from core.lang.en.grammar import DATES, NUMBERS
from core.lang.es import SPLITTING as SPANISH
from core.lang.fr import SPLITTING as FRENCH
from core.lang.number_words import unaccented
from core.lang.profile import Boilerplate, LanguageProfile, Names, Splitting
from core.lang.pt import SPLITTING as PORTUGUESE
from core.lang.values_for_checks import data, groups

_DUTCH = Splitting(
    bound="dhr mevr mw Dr Drs Mr Ir Ing Prof Ds Gen Lt Kol Maj Kapt Adm Mgr Kard Burg bijv o.a m.n d.w.z t.o.v i.p.v",
    numbered="nr nrs blz p art hfst tel ca jan febr mrt apr jun jul aug sept okt nov dec",
    inner="jl max min incl excl evt resp",
    final="enz etc n.Chr v.Chr",
    letters="al",
    openers="""
        de het een dit dat deze die hij zij ze wij we ik je u zijn haar hun ons onze in op aan bij met na
        van voor naar over onder om door zonder sinds tot tijdens wegens volgens maar en of want als wie wat
        waar waarom hoe omdat hoewel toen dan daarna ook nog nu er hier daar niet geen alle veel vandaag
        gisteren morgen
    """,
)

_NORDIC = Splitting(
    bound="""
        dr prof hr fr ing em dir Gen Kapt Löjtn omkr fil tekn övers t.ex t.eks f.eks bl.a d.v.s dvs fx ca jfr
        jf s.k hhv
    """,
    numbered="nr s kl art kap kr tlf tel jan feb febr apr aug sep sept okt nov dec des",
    inner="st mln mio mia milj mrd max min inkl resp ev evt",
    final="etc osv o.s.v m.m m.v",
    openers="""
        den det de en ett et han hon hun vi jag jeg man i på av af från fra med för for til till om men och
        og eller när når da då så att at som vad hvad hva hvem vem hvor var efter etter innan før under över
        over inte ikke nu nå her här der där disse dessa dette detta denne denna
    """,
)
"""Swedish, Danish, Norwegian."""

_SLAVIC = Splitting(
    bound="""
        dr prof mgr inż ing św hr np tzv tzn např napr tj ks gen płk im ul al pl p oz ds npr tzw m.in
        kpt mjr por hab inż ppłk plk npor Bc MUDr JUDr nám tř n.p.m sv prezyd red przew zob
        gm pow woj pos arch abp bp kard o.o adm sierż st.sierż doc mec posl sędz
        red insp med mj RNDr PhDr PaedDr MVDr ThDr
    """,
    numbered="""
        nr str s č čl art tel rozdz rys tab obr zł mil mld ust odst poz wzgl popř příp ok cca prům śr pon wt czw sob
        niedz út čtv kw stycz lut kwiec sierp wrzes paźdz listop grudz
    """,
    inner="tys mil mln mld godz min sen akad wg ok ob sv st",
    years="r w",
    final="itd itp atd apod itn Ph.D CSc MBA",
    enumerated="plán plánu planu planie wariant varianta vitamín vitamínu",
    openers="""
        w we na z ze do od po o i a ale to ten ta te on ona v ve s k je za by jak kdy kde co kto kdo že że
        nie ne jest są był była było byli będzie ma mają już tylko też więc jednak oni one my tak byl byla
        bylo byli jsou bude má mají už jen také však proto pak oni nikdo nikt
    """,
    months="""
        ledna února března dubna května června července srpna září října listopadu prosince
        1 2 3 4 5 6 7 8 9 10 11 12
    """,
)
"""Polish and Czech: the commonest."""

_CYRILLIC = Splitting(
    bound="""
        Дж г-н г-жа гр ул пр пл просп т.е т.к т.н напр см ср проф акад ген св кап полк майор лейт доц инж корр
        пер наб пос дер вул бул бульв смт ім проф чл доц інж адм вице-адм митр архиеп архиєп еп деп през
    """,
    numbered="""
        ок бл прибл кв с стр ст п пп рис тел № соотв вкл янв февр апр авг сент окт нояб дек буд стор оф пн вт чт пт сб
    """,
    divided="руб грн крб",
    inner="им тыс млн млрд обл кв корп тис долл дол мин сек хв",
    years="г гг в вв р рр",
    final="т.д т.п др пр н.э руб коп грн т.ін",
    openers="""
        в во на с со к по из от до за у о об и а но он она они оно это этот мы я вы как что где когда не
        его её их кто если также однако при для после перед между уже ещё все так там здесь эти эта тот
        у з із зі до від за про та але він вона вони воно це цей ми ви як що де коли його її їх хто якщо
        також проте після перед між уже ще усі так там тут ці ця той ніхто никто
    """,
)
"""Russian, Ukrainian, Bulgarian: the commonest."""


_ROMANIAN = Splitting(
    bound="""
        Min pt dl dna dle dra mr dr prof ing lt.col col maj plt amb arh av conf acad gen cpt lt Pr Sf
        bd bdul str șos cf ex P.S dnei dlui dlor dep sen bl
    """,
    numbered="""
        nr art alin lit pag p vol cap min sec trim sem lun mie vin sâm dum ian febr mart apr iun iul aug sept
        oct nov dec tel et sc ap bl
    """,
    inner="mil mld jud com mun î cca acad reg inst univ vf spit mrd",
    enumerated="""
        planul planului vitamina hepatita grupa anexa anexei anexele categoria clasa tipul titlul capitolul partea
    """,
    final="etc ș.a ș.a.m.d ș.a.m a.c a.m p.m î.Hr d.Hr î.e.n e.n",
    openers="""
        în la pe cu de din și dar sau un o el ea ei ele eu noi voi acest această acestea acela aceasta nu da
        ce cine când unde cum că dacă după pentru prin până între sub fără astfel apoi azi ieri mâine mai
        toți toate mulți au a este sunt era s-a
    """,
)

_TURKISH = Splitting(
    bound="""
        Dr Prof Doç Yrd Av Müh Uzm Op Öğr Gör Arş Yzb Alb Gen Tğm Org Kur Sn Hz
        Korg Tuğg Bşk Mv Bak.Yrd bkz örn M.Ö M.S T.C Cad Mah Sok
    """,
    numbered="No s sy md f mad tel ör ort yakl",
    but="diye dedi dediler diyor diyordu der derken demiş",
    inner="Bul Apt Blv Şti Ltd A.Ş",
    final="vb vd vs",
    openers="""
        bu şu o bir ve ama ancak fakat ben sen biz siz onlar ne kim nasıl neden niçin nerede çünkü eğer daha
        çok en her hiç bazı bütün tüm sonra önce bugün dün yarın şimdi böyle öyle için ile da de ise yine artık
        kimse hâlâ henüz peki evet hayır belki oysa üstelik ayrıca
    """,
    ordinals="*",
)

_GREEK = Splitting(
    bound="""
        υπ γεν υποστρ αντιστρ πτερ ναυ συντ αξ πρωθ περιφ δημ
        κ κα κος κκ Δρ Δρα π.χ βλ δηλ Αγ λεωφ πλ καθ στρ ταγμ λοχ αστ αρχ μητρ υπ.αρ τ.μ
    """,
    numbered="""
        περ άρθρ αρ αριθ σελ σσ τηλ παρ κεφ τόμ τεύχ εδ φ Ιαν Φεβ Φεβρ Μαρ Απρ Ιουν Ιουλ Αυγ Σεπ Σεπτ Οκτ Νοε Νοεμ
        Δεκ Δευτ Τετ Πέμ Παρ Σάβ Κυρ
    """,
    inner="χιλ εκατ δισ τρισ οδ",
    final="κ.λπ κλπ κ.ά κ.α κ.ο.κ π.μ μ.μ π.Χ μ.Χ Α.Ε Ε.Π.Ε αι",
    openers="""
        ο η το οι τα του της των τον την τους τις σε στο στη στην στον στα στις από με για και αλλά ή ένας μια
        μία ένα αυτός αυτή αυτό δεν μη θα να ότι πως που όταν αν γιατί πώς ποιος ποια τι πού πότε μετά πριν
        κατά χωρίς σήμερα χθες αύριο εγώ εμείς είναι ήταν έτσι όμως επίσης ενώ όλα
    """,
)

_ARABIC = Splitting(
    but="لكن ولكن بل إنما وإنما غير",
    speaker=r"\s+(?:قال|قالت|يقول|تقول|سأل|سألت|يسأل|تسأل|أضاف|أضافت|تساءل|تساءلت|صرح|صرحت|كتب|كتبت|هتف|هتفت|أجاب|أجابت|صاح|صاحت|رد|ردت|علق|علقت|تابع|تابعت|أوضح|أوضحت|قالها|صرخ|صرخت)\s",
    bound="د أ.د م ص ص.ب أ.ف.ب ط ج ش",
    numbered="ت رقم هاتف",
    final="إلخ الخ ه هـ",
    openers="""
        قال وقال أكد وأكد أضاف وأضاف كما وفي في من إلى على عن هذا هذه ذلك تلك هو هي هم لا لم لن ما ماذا متى
        كيف أين هل ثم لكن ولكن كان وكان إن أن أما وأما قد وقد بعد قبل عند يوم كل وهو وهي لقد
    """,
)

_PERSIAN = Splitting(
    bound="ص م ج د ز ش ر.ک رک نک نگا ه.ش ه.ق",
    inner="م ش",
    whole=r"(?<=\s)و ?(?:\.{3}|…)",
    openers="او این آن ما من اما ولی در از به با که",
    but="اما ولی لیکن بلکه",
    speaker=r"(?![^.؟!]{0,40}(?:چنین|این‌گونه))\s+[^.؟!«»]{0,40}\s(?:می‌?پرسن?د|پرسید|می‌?گوین?د|گفت|افزود|"
    r"می‌?نویسن?د|نوشت|اعلام کرد|(?:پاسخ|هشدار|دستور) داد|فریاد زد|درخواست کرد)(?:ند)?[.،؛]",
)

_HINDI = Splitting(
    bound="""
        डॉ डा प्रो पं श्री जन मे कं कर्नल कै ब्रि न्या मा सु कु. इंजी स्व सं पृ रु रू ई.पू बी एफ जे एल
        एम एन टी वी यू क्यू आर एस के डी ई एच ओ ए
        डब्ल्यू एक्स वाई जेड कि.मी
    """,
    inner="सी जी आई पी लि प्रा.लि",
    numbered="अनु धारा खं पृ क्र",
    but="पर लेकिन मगर किन्तु किंतु परन्तु परंतु",
    speaker=r"\s+[^।?!\"“”]{0,40}(?:ने\s(?:(?![^।]{0,20}(?:ऐसा|यही|यह|इतना))[^।?!\"“”]{1,20}\s)?(?:कहा|पूछा|बताया|"
    r"लिखा|अपील की|चेतावनी दी|जवाब दिया|सवाल किया|घोषणा की|नारे लगाए)|चिल्ला\w+|बोल(?:े|ा|ी|ीं)(?![\w])|"
    r"कहत[ेीा] ह|का\s(?:सवाल|कहना|आरोप|दावा)\s)",
    openers="यह वह ये वे इस उस इन उन हम मैं आप एक और लेकिन पर तो कि जब अब फिर कल आज सब कोई कुछ क्या कौन कब कहाँ",
)

# A speaker and a verb of saying, up to a punctuation mark; not up to a colon, which introduces further speech. « The
# mayor said so » is a sentence of its own.
_CHINESE = Splitting(
    speaker=r"(?![^。]{0,14}(?:这样|這樣|如此))[^。！？，；：、“”\s]{0,14}(?:说|說|问|問|道|表示|称|稱|喊|回答|写道|补充|指出|呼|叫|笑|叹|嘆)(?:道|着)?[。，；！]|[^。！？，；：、“”\s]{1,8}，“"
)
_JAPANESE = Splitting(
    speaker=r"(?![^。]{0,30}(?:そう|こう))[^。！？「」\s]{0,30}(?:語った|語る|話した|話す|述べた|言った|言う|答えた|尋ねた|問う|叫んだ|訴えた|訴える|うなずいた|笑った|つぶやいた|ささやいた|強調した|振り返った|付け加えた|嘆いた|説明した)。"
)

_BENGALI = Splitting(
    but="তবে কিন্তু অথচ",
    inner="লি",
    speaker=r"(?![^।?!]{0,40}(?:এ কথা|এই কথা|এমন))\s+[^।?!\"“”]{0,40}(?:(?:জিজ্ঞাসা|জিজ্ঞেস|প্রশ্ন|অনুরোধ|আহ্বান|"
    r"চিৎকার|মন্তব্য|দাবি|ঘোষণা) কর|সতর্ক করে|বললেন|বলেছেন|জানান|বলেন|প্রশ্ন [^।]{0,25}র।|র প্রশ্ন।)",
    bound="ড ডা মো মোঃ মোসা পৃ খ্রি খ্রি.পূ এ বি সি ডি ই এফ জি এইচ আই জে কে এল এম এন ও পি আর এস টি ভি অধ্যা নং কি.মি",
    openers="এই সেই এটি তিনি তারা আমি আমরা আপনি একটি কিন্তু আর তবে যখন এখন কাল আজ সব কেউ কী কে কবে কোথায়",
)

_VIETNAMESE = Splitting(
    bound="TP Tp GS PGS TS ThS BS KS LS ThS.BS PGS.TS GS.TS ĐT P Q Đ St",
    numbered="số tr t k",
    final="v.v",
    openers="các những một và nhưng ông bà anh chị tôi chúng đây đó khi nếu theo trong tại từ với sau trước không hôm",
)

_INDONESIAN = Splitting(
    bound="""
        Dr dr Drs Dra Ir H Hj Prof K.H KH R Jl Jln Gg PT CV Bpk Sdr Yth a.n u.p Kol Letkol Mayjen Brigjen
        mis msl Letjen Irjen Komjen Kombes Jend Laksda Marsda AKBP Tn Ny Nn Ust Kab Kec
    """,
    numbered="No hlm hal tgl ay ps jam telp tlp",
    inner="Inf Kav Arm Mar S.H M.H S.E M.M M.Si M.Pd S.Pd Ph.D Tbk",
    final="dll dsb dst dkk",
    openers="""
        ini itu dan tetapi namun yang di ke dari pada untuk dengan saya kami kita dia ia mereka apa siapa kapan jika
        seperti sementara selain setelah sebelum ketika saat sejak karena oleh menurut para sebuah seorang ada tidak
        hal hingga meski meskipun bahkan selama kemudian akhirnya kini juga
    """,
)

_CZECH = Splitting(numbered="r")
_HEBREW = Splitting(
    numbered="טל עמ מס",
    enumerated="יום ביום ליום מיום כיתה קבוצה שלב",
    but="אבל אך אולם אלא",
    speaker=r"\s+(?:אמר|אמרה|אומר|אומרת|שאל|שאלה|שואל|שואלת|הוסיף|הוסיפה|כתב|כתבה|השיב|השיבה|ענה|ענתה|תהה|קרא|"
    r"קראה|צעק|צעקה|הכריז|הכריזה|הודיע|הודיעה)\s",
)
_KOREAN = Splitting(
    whole=r"(?<!\d)(?:1[89]|20)\d\d\. ?\d{1,2}\.(?: ?\d{1,2}\.)?",
    speaker=r"(?![^.]{0,30}(?:이렇게|그렇게|이같이))\s+[^.!?\"“”]{0,30}\s(?:말했다|물었다|답했다|대답했다|밝혔다|전했다|덧붙였다|외쳤다)\.",
)


_SPLITTING = {
    "ca": (SPANISH, FRENCH),
    "gl": (SPANISH, PORTUGUESE),
    "nl": (_DUTCH,),
    **dict.fromkeys(("sv", "da", "no", "nb", "nn"), (_NORDIC,)),
    "pl": (_SLAVIC,),
    "cs": (_SLAVIC, _CZECH),
    **dict.fromkeys(("ru", "uk"), (_CYRILLIC,)),
    **dict.fromkeys(("bg", "et", "eu", "fi", "hr", "hu", "is", "lt", "lv", "sk", "sl", "sr"), (Splitting(),)),
    "ro": (_ROMANIAN,),
    "tr": (_TURKISH,),
    "el": (_GREEK,),
    "ar": (_ARABIC,),
    "fa": (_PERSIAN,),
    "he": (_HEBREW,),
    "ko": (_KOREAN,),
    "hi": (_HINDI,),
    "bn": (_BENGALI,),
    "zh": (_CHINESE,),
    "zt": (_CHINESE,),
    "ja": (_JAPANESE,),
    "vi": (_VIETNAMESE,),
    **dict.fromkeys(("id", "ms"), (_INDONESIAN,)),
}
_SUMY = {
    "ar": "arabic", "cs": "czech", "el": "greek", "he": "hebrew", "ko": "korean", "pl": "polish", "sk": "slovak",
    "sv": "swedish", "uk": "ukrainian",
}  # fmt: skip
_OWN = ("bn", "ca", "da", "fa", "fi", "hi", "hu", "id", "nl", "no", "ro", "ru", "tr", "vi")
_REVERSED = ("da", "sl", "hr", "cs", "sk", "hu", "sr")
_CAPITAL_NOUNS = ("lb",)
_SEMICOLON_ASKS = ("el",)

_BOILERPLATE = {"nl": Boilerplate(opening=r"lees(?: \w+)? ook\b")}
_CAPITAL_WORDS = loads(Path(__file__).with_name("capitals.toml").read_text(encoding="utf-8"))
_TRANSCRIBED = ("lv", "sr")
_WRITTEN = {code: known for code, known in data().items() if "words" in known}
_VALUE_DATES = DATES._replace(
    names=False, capitals=False, near_days=(), relative={}, ambiguous=frozenset(), abbreviated=frozenset()
)


def _values(code: str) -> dict[str, Any]:
    """Return the fields on numbers and dates: English words, to which `core/lang/values_for_checks.py` converts."""
    if code not in _WRITTEN:
        return {}
    known = _WRITTEN[code]
    numbers = NUMBERS._replace(
        comma=known.get("comma", True),
        point_groups=known.get("point_groups", False),
        between=NUMBERS.between.union(known.get("between", "").split()),
    )
    pm_from = {word: int(hour) for hour, _, words in groups(known.get("pm_from", "")) for word in words.split()}
    return {
        "numbers": numbers,
        "dates": _VALUE_DATES._replace(pm_from={**DATES.pm_from, **pm_from}),
        "length": known.get("length"),
    }


PROFILES = {
    code: LanguageProfile(
        code,
        **_values(code),
        names=Names(unaccented(_CAPITAL_WORDS.get(code, "")), transcribed=code in _TRANSCRIBED),
        splitting=_SPLITTING.get(code, ()),
        reversed_quotes=code in _REVERSED,
        terminators=";" if code in _SEMICOLON_ASKS else "",
        boilerplate=_BOILERPLATE.get(code, Boilerplate()),
        capital_nouns=code in _CAPITAL_NOUNS,
        sumy_stop_words=_SUMY.get(code, ""),
    )
    for code in sorted({*_SPLITTING, *_WRITTEN, *_CAPITAL_WORDS, *_SUMY, *_OWN, *_TRANSCRIBED, *_CAPITAL_NOUNS})
}
"""By ISO 639-1 code."""
