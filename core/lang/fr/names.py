"""French names that English writes too differently to be known by their letters."""

from core.lang.profile import ArticleEdit, Names, counterparts, unaccented

# Whose first letters are enough, `=` the English words of which one must be there.
_ENGLISH = """
avc = stroke strokes cva; casques casque = peacekeepers peacekeeper peacekeeping helmets helmet blue; bleus bleues =
blue blues france french; sdf = homeless; rsa = benefit allowance income; smic = minimum wage wages; ivg = abortion
abortions termination; pma = assisted ivf reproduction procreation; gpa = surrogacy surrogate; drh = hr human personnel;
chu = hospital; samu = ambulance emergency paramedics; qg = headquarters hq; jo = olympics olympic games; ogm = gmo gmos
gm; vih = hiv; irm = mri; vtt = mountain; jt = news; opa = takeover bid; ehpad = nursing care home; giec = ipcc; vtc =
cab cabs ride minicab; tgi = court; pv = ticket tickets fine fines; cdi cdd = permanent fixed contract contracts; hlm =
housing social council; bts = diploma; bac = baccalaureate; pac = cap; tpe = small; btp = construction building; ulm =
microlight ultralight; allemagne allemand = germany german germans; angleterre anglais = england english britain
british; autriche
autrichien = austria austrian; belgique belge = belgium belgian belgians; bruxelles = brussels; egypte egyptien =
egypt egyptian; ecosse ecossais = scotland scottish scots scot; espagne espagnol = spain spanish spaniards spaniard;
etats unis = united states us usa u america american; france francais = france french paris; galles gallois = wales
welsh; grece grec grecque = greece greek greeks; hollande = holland netherlands dutch; hongrie hongrois = hungary
hungarian; irlande = ireland irish; japon = japan; jordanie = jordan; liban = lebanon lebanese; maroc marocain =
morocco moroccan; mexique = mexico; norvege norvegien = norway norwegian; pays bas neerlandais = netherlands dutch
holland; pologne polonais = poland polish poles pole; royaume uni = united kingdom uk britain british; sarre =
saarland; suede suedois = sweden swedish swedes swede; suisse = switzerland swiss; tchad = chad; tcheque tchequie =
czech czechia; tchetchenie = chechnya chechen; turquie turc turque = turkey turkish turks turk; ukraine = ukraine;
chypre = cyprus; coree = korea korean; birmanie = burma myanmar; cisjordanie = west bank; emirats arabes = emirates
uae; arabie = arabia saudi; nouvelle zelande = new zealand; afrique = africa african; sud = south southern; nord =
north northern norse; est = east eastern; ouest = west western; occident = west western; orient = east eastern
middle; pekin = beijing peking; londres = london; vienne = vienna; venise = venice; varsovie = warsaw; moscou =
moscow; haye = hague; anvers = antwerp; aix = aachen aix; cologne = cologne; munich = munich; ratisbonne =
regensburg; bale = basel; douvres = dover; edimbourg = edinburgh; tamise = thames; rhin = rhine; danube = danube;
cap = cape; caire = cairo; alger = algiers; cantorbery = canterbury; mayence = mainz; treves = trier; liege = liege;
gand = ghent; lisbonne = lisbon; livourne = leghorn livorno; naples napolitain = naples neapolitan; padoue = padua;
turin = turin; atlantique = atlantic; manche = channel; mediterranee = mediterranean; pacifique = pacific; cachemire
= kashmir; bade = baden; baviere bavarois = bavaria bavarian; saxe = saxony; boheme = bohemia; moravie = moravia;
ecossaise = scottish; guillaume = william guillaume; jean = john jean; jacques = james jacques; paul = paul; pierre
= peter pierre; francois = francis francois pope; benoit = benedict benoit; louis = louis; charles = charles; henri
= henry henri; georges = george georges; philippe = philip philippe felipe; etienne = stephen etienne; laurent =
lawrence laurent; mathieu = matthew mathieu; marc = mark marc; luc = luke luc; jesus = jesus; vierge = virgin; noel
= christmas noel; paques = easter; saint sainte = saint st; toussaint = saints; ascension = ascension; coupe = cup;
monde mondial mondiale = world le monde global; ligue = league; jeux = games olympics; conseil = council board;
banque = bank; bourse = stock exchange market bourse; maison = house; blanche = white; tribunal = court tribunal;
cour = court; chambre = chamber house; assemblee = assembly parliament house; parti = party; communaute = community;
droits = rights; homme = human man; sante = health; mer = sea; ile iles = island islands isles isle; mont = mount
mont mt; lac = lake; fleuve = river; guerre = war; moyen = middle; age = age ages; etoile = star; rouge = red; noire
noir = black; vert verts verte = green greens; gauche = left; droite = right; bleu bleus = blue blues; roi = king;
reine = queen; prince = prince; pape = pope; nouvel nouvelle nouveau nouveaux = new; orleans = orleans; ville =
city; rue = street road rue; musee = museum; tour = tower tour; pont = bridge; palais = palace; chateau = castle
chateau; eglise = church churches; ecole = school; jardin = garden; place = square place; gare = station; trone =
throne; marche = market march walk; lumiere lumieres = enlightenment light; onu = un united nations; otan = nato; ue
= eu european union; usa = us usa states; fmi = imf; oms = who; omc = wto; pib = gdp; tva = vat; sida = aids; adn =
dna; oit = ilo; opep = opec; ong = ngo ngos; cia = cia; pme = smes sme; aiea = iaea; ocde = oecd; bce = ecb; unicef
= unicef; rda = gdr; rfa = frg; urss = ussr soviet; cee = eec; gb = uk; rdc = drc; tpi = icty tribunal; cpi = icc;
ovni = ufo; aelena = nafta; alena = nafta; mst = std stds; pdg = ceo; bd = comic; bucarest = bucharest; rhenanie =
rhineland; roms rom = roma romani; dame = dame lady; force forces = force forces; mecque = mecca; sicile = sicily;
toscane = tuscany; castille = castile; corse = corsica corsican; crete = crete; saoudite saoudien = saudi;
piemont = piedmont; savoie = savoy savoie;
union = union eu ussr; mahomet =
muhammad mohammed; noe = noah; moise = moses; etat etats = state states; nations = nations un; organisation =
organization organisation; quebec = quebec
"""
_COMMON = """
chemin chemins responsable responsables seul seule convention conférence cadre jaune jaunes forum accord accords
agence association fédération syndicat alliance autorité bureau cabinet délégation
sms btp mesdames mesdemoiselles amis panier
vtt javel voie voies ouvrière ouvrier voilà entre an ans
aide quartier salon mlle melle proche dirigeant surveillance organisation banque union bibliothèque bourses
antiquité m mm mme mmes mlle dr pr me mgr monsieur madame messieurs président presidente président présidente
ministre gouvernement premier première république internet web dieu bourse directeur directrice secrétaire général
générale ministère constitution sénat mairie maire préfet chancelier chancelière empereur duc comte comtesse baron
seigneur terre lune soleil univers histoire âge etat état églises moyen lycée collège université institut académie
faculté mouvement révolution résistance libération renaissance réforme front loi code traité justice intérieur
extérieur affaires étrangères défense nationale national nationaux finances budget éducation travail emploi culture
économie euro euros chef maître professeur docteur nom prénom ex non oui le la les l un une des du de et ou en à au
aux il elle ils elles on nous vous je ce cette ces cet c qui que quoi dont où pour par sur dans avec mais si ne n s
d j t qu lui commission comité centre groupe société compagnie fonds service services département région province
état conseil fête journée année siècle grand grande grands grandes petit petite haut haute bas basse vieux vieille
autre lors selon après avant depuis alors comme quand tout tous toutes toute son sa ses leur leurs mon ma mes notre
votre peuple nation patrie armée marine police gendarmerie parquet pouvoirs opposition majorité chrétien chrétiens
juif juifs musulman musulmans catholique catholiques protestant protestants occidentaux occidentales indiens indien
noirs blancs
"""
_DEMONYMS = """
francais francaise francaises = french; allemand allemande allemands allemandes = german germans; anglais anglaise =
english british; espagnol espagnole espagnols = spanish; neerlandais neerlandaise hollandais = dutch; grec grecque
grecs = greek greeks; hongrois hongroise = hungarian hungarians; ecossais ecossaise = scottish; polonais polonaise =
polish; suedois suedoise = swedish; chretien chretiens chretienne chretiennes = christian christians; juif juifs
juive juives = jewish jews jew; occidental occidentale occidentaux = western; turc turque turcs = turkish; tcheque
tcheques = czech czechs; gallois = welsh; suisse suisses = swiss; americain americaine americains = american us u;
europeen europeenne europeens = european eu; asiatique = asian; irlandais irlandaise = irish; norvegien = norwegian;
mondial mondiale = world; chinois chinoise = chinese; japonais japonaise = japanese; israelien israelienne =
israeli; indien indienne = indian
"""

NAMES = Names(
    common=unaccented(_COMMON),
    exonyms={"en": counterparts(_ENGLISH)},
    demonyms={"en": counterparts(_DEMONYMS)},
    titles=frozenset("M MM Mme Mmes Mlle Me Dr Pr Mgr Sir Lord Lady Saint Sainte".split()),
    lead_in=r"\b(?:de|du|des|le|la|les|et|au|aux|à|en|sur|rue|place)\s+$|[dl]['’]$",
    adapted=r".*(?:[^aeiouy]es?|[iuy]es?|iens?|eurs?|eux|ois|ais|ains?|ants?|ents?|er|iques?|ou.*)",
)

ARTICLE_EDITS = {
    "en": (
        # The models learnt from the European Parliament's debates, and see its members everywhere.
        ArticleEdit(
            cue=r"\bdéputée?s?\b",
            slip=r"\bMEP(s?)\b",
            right=r"MP\1",
            unless=r"europ|strasbourg|bruxelles",
            shown="MEP → MP",
        ),
    ),
}
