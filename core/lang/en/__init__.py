"""The profile of English."""

from core.lang.en.grammar import BORROWED, DATES, NEGATIVES, NUMBERS, plural
from core.lang.profile import Boilerplate, LanguageProfile, Names, Splitting, SummaryWords

SPLITTING = Splitting(
    bound="""
        Mr Mrs Ms Mx Messrs Dr Drs Prof Profs Rev Revd Fr Hon Gen Lt Col Maj Capt Cpt Cmdr Adm Sgt Cpl Pte
        Pvt Gov Govs Sen Sens Rep Reps Pres Supt Det Insp Amb Msgr Sr.Lt Ste Mt Ft Pt e.g i.e cf viz vs
    """,
    numbered="""
        no nos p pp vol vols art arts sec secs ch chap fig figs eq par para app pt ca c approx jan feb mar
        apr jun jul aug sep sept oct nov dec
    """,
    inner="""
        Inc Corp Ltd Co Cos Bros LLC plc Jr Sr Esq ave blvd rd hwy sq bldg dept dist univ assn est govt intl
        natl St Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb
        Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo Ont Que al ed eds trans ext incl
    """,
    final="etc a.m p.m A.M P.M B.C A.D B.C.E C.E",
    openers="""
        the a an this that these those it he she they we you i his her its their our your my there here in
        on at by for from with without of to as if when while where after before since until although though
        because but and or so yet nor however meanwhile moreover also then now still once both each every
        all some many most several few no not what who whose which why how under over during despite among
        between about against according one two three last next later earlier yesterday today tomorrow only
        even such another other is are was were do does did has have had can could will would should may
        might
    """,
    after_hour=" ".join((*DATES.weekday_names(), *DATES.month_names()))
    + """
        mon tue tues wed thu thurs fri sat sun et est edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst
        cet cest eastern central mountain pacific local
    """,
    said="""
        said says asked asks added adds cried shouted replied wrote told wondered exclaimed insisted tweeted
    """,
)

SUMMARY = SummaryWords(
    dependent=(
        r"he|she|it|they|this|that|these|those|his|her|its|their|him|them|there|but|and|or|so|yet|however|still"
        r"|nevertheless|nonetheless|meanwhile|moreover|furthermore|also|then|thus|therefore|besides|instead|otherwise"
        r"|in addition|until then|since then|by then|that said|as a result|for now"
        r"|on the other hand|by contrast|for (?:his|her|their|its) part|such|another|both|here"
    ),
    speaker=(r"i|i['’]m|me|my|mine|we|us|our|you|your"),
    report=frozenset(
        "the a an of in for to by on at from with against after before since over between without its his her their"
        " s has have been is are was were be will".split()
    ),
    comment=frozenset(
        "he it they i me my mine we us our you your this these those not don didn t ve ll re m that what when where or"
        " but if even so also well then there here did do does would could should might can such very just more"
        " had".split()
    ),
    numerals=frozenset(
        "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty ninety"
        " hundred hundreds thousand thousands million millions billion billions dozen dozens first second third"
        " half".split()
    ),
)


BOILERPLATE = Boilerplate(
    anywhere=(
        r"\bcontributed (?:to|reporting)\b.{0,40}$|\bwriters? .{0,40} contributed\.?$|\bwe use cookies\b"
        r"|earlier version of this (?:article|story)"
        r"|this (?:article|story) (?:was|has been) (?:\w+ )?(?:updated|published)"
        r"|(?:this is a|this) breaking (?:news|story)|(?:refresh|reload) (?:the|this) page"
        r"|images? may be subject to copyright"
    ),
    opening=(
        r"(?:>+|→|»|►|▶|▸)\s*(?:read|see)\b"
        r"|(?:read|see|watch|listen)(?: also)?(?: more)?\s*:|(?:read|see) also\b|read (?:more|next|the full|our full)\b"
        r"|(?:click here|related (?:articles?|stories|topics?))\b|this article is (?:for|reserved)\b"
        r"|all rights reserved\b|copyright (?:©|\d{4}|\w+ \d{4})"
        r"|(?:additional )?(?:reporting|editing|writing) (?:and \w+ )?by (?-i:[A-Z][a-z])"
        r"|image (?:source|caption|copyright)\b"
        r"|media caption\b|(?:story|article) continues below\b|editor['’]s note\s*:|correction\s*:"
    ),
    appeal=(
        r"newsletters?\s*:|(?:tags?|topics?)\s*:|photos?\. |illustration\. \("
        r"|subscribe (?:now|to|here|today)|subscribe$|sign (?:up|in)\b(?! language)|log in\b|already a subscriber"
        r"|follow (?:us|live|our|bbc|the bbc|@\w)|join (?:us on|our)|share (?:this|on)\b|download (?:our|the) app\b"
        r"|get (?:our|the) newsletter (?:here|now|in|by)|get breaking news|get in touch\b|start your (?:free )?trial"
        r"|become a (?:member|subscriber)|to (?:continue|keep) reading\b|continue reading\b"
        r"|support (?:our|independent) journ"
        r"|find out more\b|more on this (?:story|topic)\b"
        r"|more (?:details |information )?(?:to come|to follow|follows)\b"
        r"|most (?:popular|read|viewed)$|listen to the best|watch (?:live|now|the video)\b|send your story"
        r"|(?:have you been|are you) affected|sponsored (?:content|by)|advertisement\b|terms of use|scroll to continue"
    ),
    credit="photos?|credits?|image|illustration|video|caption|sources?|picture",
    report="the|he|she|they|according",
    says=r"\b(?:said|says|told|according to)\b",
    whole=(
        r"\d+ comments?|comments?|share|cookies|subscribe|log ?in|sign in|advertisement|recommended|related"
        r"|newsletters?"
    ),
    dated="published|updated|modified|posted",
    date_words="at|the|on|by|yesterday|today|updated|published|modified|last|first|st|nd|rd|th",
)


NAMES = Names(
    capitals=frozenset(("i", "mr", "mrs", "ms", "dr", *DATES.weekday_names(), *DATES.month_names())),
    with_article=frozenset(
        "United States|United Kingdom|United Nations|Netherlands|United Arab Emirates|West Bank"
        "|Middle East|White House|European Union|Falkland Islands|Holy See|Far East|Caucasus".split("|")
    ),
)

PROFILE = LanguageProfile(
    "en",
    plural=plural,
    all_values=True,
    numbers=NUMBERS,
    dates=DATES,
    splitting=(SPLITTING,),
    names=NAMES,
    negatives=NEGATIVES,
    borrowed=BORROWED,
    summary=SUMMARY,
    boilerplate=BOILERPLATE,
)
