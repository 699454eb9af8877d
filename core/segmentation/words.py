"""The words a splitter must know, by language and by what they tell it; `Lexicon` says what each kind means.

An entry is written without its last full stop. One in small letters stands for any case; one with a capital
must be met with a capital (`Me` is a French title, `me` a pronoun). The lists were written by hand, from what
wires commonly use, and then weeded: no entry may hide the end of a sentence more often than it saves a name.
"""

COMMON: dict[str, str] = {
    "bound": "mr mrs Ms Messrs dr drs prof Mgr cf e.g i.e vs Mt Ft",
    "numbered": "p pp vol no nos nr art fig tel ca ch chap Jan Feb Apr Aug Sep Sept Oct Nov Dec",
    "inner": "Inc Corp Ltd Co Cie Bros al ed eds Jr Sr dept univ St",
    "final": "etc a.m p.m J.-C J.C",
    "particles": """
        le la les l de des du d di del della dello lo da dal das do dos van von der den ter el al st saint
    """,
    "enumerated": """
        plan vitamine vitamin groupe group gruppe grupo gruppo hépatite hepatitis catégorie category
        categoría categoria classe class clase point type tipo série serie annexe section appendix option
        zone niveau level grade lettre letter team équipe bloc block ligne line étape phase génération
        terminal hall porte gate usine
    """,
    "divided": "h min mn m s fr ft lb lbs",
}

FRENCH: dict[str, str] = {
    "bound": """
        M MM Mme Mmes Mlle Mlles Mr Me Mes Dr Drs Dre Pr Prs Mgr Mgrs Vve Ste Sts Stes Cdt Cne Gal Vx cf
        conf p.ex c.-à-d c-à-d c.à.d N.-D N.D S.A.R S.M S.Exc Exc S.S LL op loc
    """,
    "numbered": """
        art al chap ch fig tab tabl p pp vol t n no nos num pl sect par éd env tél réf ann liv ill janv févr
        fév avr juil juill sept oct nov déc bp b.p cs lot
    """,
    "inner": """
        av bd boul pl fg fbg faub rte imp ste sté cie éts ets dép dépt coll trad dir ex éd hab max min moy
        suiv sq sqq adj gén Col Cap lt lieut sgt adjt cdt préf Prés secr resp ch ph th cl fr et al apr chr
        bull ibid cit op.cit loc.cit s.d id rép dém bât bt esc app
    """,
    "final": "etc J.-C J.C JC",
    "openers": """
        le la les l' un une des du de d' ce cet cette ces il elle ils elles on nous vous je j' tu c' qu' que
        qui quoi en dans sur pour par avec sans sous mais et ou or ni car donc si quand lorsque puisque
        parce depuis selon après avant à a au aux son sa ses leur leurs notre nos votre vos mon ma mes tout
        tous toute toutes cela ceci ça celui celle ceux celles plus pas aucun aucune chaque plusieurs
        certains certaines ainsi alors aussi enfin puis ensuite cependant pourtant toutefois néanmoins
        malgré comme chez contre entre vers pendant durant dès même quelques quel quelle quels quelles hier
        aujourd' demain là ici voilà voici parmi outre où non oui n' s' m' t' y seul seule seuls seules afin
        autant beaucoup bien comment combien pourquoi jamais rien personne quant sinon surtout tandis tant
        tel telle toujours trop très deux trois quatre cinq six dix lundi mardi mercredi jeudi vendredi
        samedi dimanche interrogé interrogée
    """,
}

ENGLISH: dict[str, str] = {
    "bound": """
        Mr Mrs Ms Mx Messrs Dr Drs Prof Profs Rev Revd Fr Hon Gen Lt Col Maj Capt Cpt Cmdr Adm Sgt Cpl Pte
        Pvt Gov Govs Sen Sens Rep Reps Pres Supt Det Insp Amb Msgr Sr.Lt Ste Mt Ft Pt e.g i.e cf viz vs
    """,
    "numbered": """
        no nos p pp vol vols art arts sec secs ch chap fig figs eq par para app pt ca c approx jan feb mar
        apr jun jul aug sep sept oct nov dec
    """,
    "inner": """
        Inc Corp Ltd Co Cos Bros LLC plc Jr Sr Esq ave blvd rd hwy sq bldg dept dist univ assn est govt intl
        natl St Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb
        Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo Ont Que al ed eds trans ext incl
    """,
    "final": "etc a.m p.m A.M P.M B.C A.D B.C.E C.E",
    "openers": """
        the a an this that these those it he she they we you i his her its their our your my there here in
        on at by for from with without of to as if when while where after before since until although though
        because but and or so yet nor however meanwhile moreover also then now still once both each every
        all some many most several few no not what who whose which why how under over during despite among
        between about against according one two three last next later earlier yesterday today tomorrow only
        even such another other is are was were do does did has have had can could will would should may
        might
    """,
    "after_hour": """
        monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun
        january february march april may june july august september october november december et est edt ct
        cst cdt mt mst mdt pt pst pdt gmt utc bst cet cest eastern central mountain pacific local
    """,
    "said": """
        said says asked asks added adds cried shouted replied wrote told wondered exclaimed insisted tweeted
    """,
}

SPANISH: dict[str, str] = {
    "bound": """
        sr sra srta srtas sres sras dr dra dres dras D Dª Dña Da Ing Lic Arq Prof Profa Gral Cnel Cap Tte
        Pdte Pdta Mons Fr Sto Sta S.M S.A.R Ud Uds Vd Vds EE FF CC RR p.ej p.e cf cfr
    """,
    "numbered": """
        art arts pág págs p pp vol núm núms nº no cap fig tel tfno párr aprox ene feb mar abr may jun jul
        ago sep sept set oct nov dic
    """,
    "inner": "av avda pza pl cía dpto depto ed eds ej ltda admón prov hab máx mín apdo gob UU",
    "final": "etc a.m p.m a.C d.C",
    "openers": """
        el la los las lo un una unos unas este esta estos estas ese esa esos esas esto eso él ella ellos
        ellas yo nosotros usted ustedes su sus mi mis nuestro nuestra en de del al a con sin por para según
        desde hasta entre sobre tras durante pero y e o u ni que si cuando donde como cómo qué quién cuál
        dónde cuándo aunque mientras porque pues también además así entonces luego después antes no sí ya
        hay es son fue era todo toda todos todas cada algunos algunas muchos muchas otro otra otros otras
        ante bajo contra más se le les nos me aún solo sólo hoy ayer mañana dos tres
    """,
}

PORTUGUESE: dict[str, str] = {
    "bound": """
        sr sra srta srs sras dr dra drs dras D Exmo Exma Exa Ex Ilmo Prof Profa Profª Eng Engª Arq Gen Cel
        Cap Ten Maj Sgt Pe Frei Fr Sto Sta cf p.ex
    """,
    "numbered": """
        art arts pág págs p pp vol núm nº n no cap fig tel séc aprox jan fev mar abr mai jun jul ago set out
        nov dez
    """,
    "inner": "av r pça lda ltda cia depto ed eds ex hab máx mín gov dir EE EUA",
    "final": "etc a.C d.C",
    "openers": """
        o a os as um uma uns umas este esta estes estas esse essa esses essas isto isso aquele aquela ele
        ela eles elas eu nós você vocês seu sua seus suas meu minha nosso nossa em no na nos nas de do da
        dos das ao aos à às com sem por pelo pela para segundo desde até entre sobre durante mas e ou nem
        que se quando onde como quem qual porque porquê embora enquanto pois também além assim então depois
        antes não sim já há é são foi era todo toda todos todas cada alguns algumas muitos muitas outro
        outra outros outras mais ainda só apenas hoje ontem amanhã após contra dois duas três
    """,
}

ITALIAN: dict[str, str] = {
    "bound": """
        sig sigg sig.ra sig.na sigg.ri dott dott.ssa dr dr.ssa prof prof.ssa Proff ing Arch avv on geom rag
        Cav Comm Gen Col Cap Ten Magg Mons Sen Min S SS cfr cf es p.es
    """,
    "numbered": """
        art artt pag pagg p pp vol n nn nr num cap fig tel sec ca gen genn feb febbr mar apr mag giu lug ago
        sett set ott nov dic
    """,
    "inner": "c.so v.le p.za l.go ed edd soc coop ass dip uff min max abit cit ibid",
    "final": "ecc etc a.C d.C",
    "openers": """
        il lo la i gli le l' un un' uno una questo questa questi queste quel quello quella quei quelli
        quelle ciò egli lui lei loro io noi voi suo sua suoi sue mio nostro in nel nello nella nei negli
        nelle di del dello della dei degli delle a al allo alla ai agli alle da dal dallo dalla dai con
        senza per su sul sulla sui secondo tra fra durante ma e ed o oppure né che chi se quando dove come
        cosa quale perché mentre anche inoltre così allora poi dopo prima non sì già è sono era fu c' ci si
        dell' nell' all' dall' sull' quest' quell' tutto tutta tutti tutte ogni alcuni alcune molti molte
        altro altra altri altre più ancora solo oggi ieri domani contro due tre
    """,
}

GERMAN: dict[str, str] = {
    "bound": """
        Dr Prof Hr Fr Hrn Frhr Gebr Fa Dipl Ing med jur phil Mag Pf Ew Exz z.B d.h u.a i.d.R s.o s.u o.g sog
        bzw vgl ggf evtl inkl exkl insb bspw einschl zzgl abzgl allg
    """,
    "numbered": """
        Nr Nrn Abs Art Bd Bde Kap S Abb Tab Ziff Rn Rdnr Anm Aufl Jg Tel ca Jan Jän Feb Febr Mrz Apr Jun Jul
        Aug Sep Sept Okt Nov Dez Mo Di Mi Do So
    """,
    "inner": """
        Str Pl Mio Mrd Tsd Std Min Sek Jh Jhd Hrsg hrsg Verf Ges Mitgl Chr geb gest verh ehem max min u co
        Kfm Abt
    """,
    "final": "usw etc usf",
    "openers": """
        der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem er sie es
        wir ihr ich man sein seine ihre unser unsere mein meine in im am an auf aus bei beim mit nach von
        vom vor zu zum zur für gegen über unter um durch ohne seit bis während wegen trotz laut aber und
        oder denn doch sondern wenn als wie wo wer was warum weil obwohl da dann danach dabei dazu damit
        daher deshalb darum dafür auch noch schon nur nun jetzt hier dort so nicht kein keine alle alles
        viele einige mehrere andere jeder jede beide heute gestern morgen zudem außerdem allerdings jedoch
        dennoch trotzdem inzwischen zuvor später bereits zwei drei ist sind war waren hat haben wird werden
    """,
    "ordinals": """
        der die das den dem des am im vom zum zur beim seit bis ab und oder ein eine einen einem einer eines
        ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner jeder jede jeden jedem dieser diese
        dieses diesem diesen ins ans nach vor auf in unser unsere unseren
    """,
    "months": """
        januar jänner februar feber märz april mai juni juli august september oktober november dezember jan
        feb mär apr jun jul aug sept okt nov dez
    """,
}

DUTCH: dict[str, str] = {
    "bound": "dhr mevr mw Dr Drs Mr Ir Ing Prof Ds bijv o.a m.n d.w.z t.o.v i.p.v",
    "numbered": "nr nrs blz p art hfst tel ca febr mrt apr aug sept okt nov dec",
    "inner": "jl max min incl excl evt resp",
    "final": "enz etc n.Chr v.Chr",
    "openers": """
        de het een dit dat deze die hij zij ze wij we ik je u zijn haar hun ons onze in op aan bij met na
        van voor naar over onder om door zonder sinds tot tijdens wegens volgens maar en of want als wie wat
        waar waarom hoe omdat hoewel toen dan daarna ook nog nu er hier daar niet geen alle veel vandaag
        gisteren morgen
    """,
}

NORDIC: dict[str, str] = {  # Swedish, Danish, Norwegian
    "bound": "dr prof hr fr t.ex t.eks f.eks bl.a d.v.s dvs fx ca jfr jf s.k m.fl",
    "numbered": "nr s kl art kap kr tlf tel jan feb febr apr aug sep sept okt nov dec des",
    "inner": "st mln mio mia milj mrd max min inkl resp ev evt",
    "final": "etc osv o.s.v m.m m.v",
    "openers": """
        den det de en ett et han hon hun vi jag jeg man i på av af från fra med för for til till om men och
        og eller när når da då så att at som vad hvad hva hvem vem hvor var efter etter innan før under över
        over inte ikke nu nå her här der där disse dessa dette detta denne denna
    """,
}

SLAVIC: dict[str, str] = {  # Polish, Czech, Slovak, Slovene, Croatian: the commonest
    "bound": """
        dr prof mgr inż ing św np tzv tzn např napr tj ks gen płk im ul al pl p oz ds npr tzw m.in
    """,
    "numbered": "nr str s č čl art tel rozdz zł",
    "inner": "tys mln mld godz min r w wg ok ob sv",
    "final": "itd itp atd apod itn r",
    "openers": """
        w we na z ze do od po o i a ale to ten ta te on ona v ve s k je za by jak kdy kde co kto kdo že że
        nie ne
    """,
}

CYRILLIC: dict[str, str] = {  # Russian, Ukrainian, Bulgarian: the commonest
    "bound": "г-н г-жа гр им ул пр пл просп т.е т.к т.н напр см ср проф акад ген св",
    "numbered": "г гг с стр ст п пп рис тел № янв февр апр авг сент окт нояб дек",
    "inner": "тыс млн млрд руб коп чел обл р кв корп",
    "final": "т.д т.п др пр н.э",
    "openers": """
        в во на с со к по из от до за у о об и а но он она они оно это этот мы я вы как что где когда не
    """,
}
LANGUAGES: dict[str, tuple[dict[str, str], ...]] = {
    code: lists
    for codes, lists in (
        ("fr", (FRENCH,)),
        ("en", (ENGLISH,)),
        ("es", (SPANISH,)),
        ("pt", (PORTUGUESE,)),
        ("ca", (SPANISH, FRENCH)),
        ("gl", (SPANISH, PORTUGUESE)),
        ("it", (ITALIAN,)),
        ("de", (GERMAN,)),
        ("nl", (DUTCH,)),
        ("sv da no nb nn", (NORDIC,)),
        ("pl cs sk sl hr", (SLAVIC,)),
        ("ru uk bg", (CYRILLIC,)),
    )
    for code in codes.split()
}
"""ISO 639-1 codes, each with its lists; `COMMON` belongs to all."""

AMBIGUOUS = """
    mes et al min max fr on es s v p d da cap col do so di mi mo ex co en th cl la me in im ok med am auf
"""
"""Entries of one language that are words of another: left out, in any case, where the language is unknown."""
