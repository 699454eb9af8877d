"""French names whose English form cannot be recognised by its letters; and articles that the models get wrong."""

from core.lang.number_words import counterparts, unaccented
from core.lang.profile import ArticleEdit, CopiedWords, Names

# Names by their first letters; after `=`, the English words of which one must be there.
_ENGLISH = """
avc = stroke strokes cva; casques casque = peacekeepers peacekeeper peacekeeping helmets helmet blue; bleus bleues =
blue blues france french; sdf = homeless; rsa = benefit allowance income; smic = minimum wage wages; ivg = abortion
abortions termination; pma = assisted ivf reproduction procreation; gpa = surrogacy surrogate; drh = hr human
personnel; chu = hospital; samu = ambulance emergency paramedics; qg = headquarters hq; jo = olympics olympic games;
ogm = gmo gmos gm; vih = hiv; irm = mri; vtt = mountain; jt = news; opa = takeover bid; ehpad = nursing care home;
giec = ipcc; vtc = cab cabs ride minicab; tgi = court; pv = ticket tickets fine fines; cdi cdd = permanent fixed
contract contracts; hlm = housing social council; bts = diploma; bac = baccalaureate; pac = cap; tpe = small; btp =
construction building; ulm = microlight ultralight; allemagne allemand = germany german germans; angleterre anglais =
england english britain british; autriche autrichien = austria austrian; belgique belge = belgium belgian belgians;
bruxelles = brussels; egypte egyptien = egypt egyptian; ecosse ecossais = scotland scottish scots scot; espagne
espagnol = spain spanish spaniards spaniard; etats unis = united states us usa u america american; france francais =
france french paris; galles gallois = wales welsh; grece grec grecque = greece greek greeks; hollande = holland
netherlands dutch; hongrie hongrois = hungary hungarian; irlande = ireland irish; japon = japan; jordanie = jordan;
liban = lebanon lebanese; maroc marocain = morocco moroccan; mexique = mexico; norvege norvegien = norway norwegian;
pays bas neerlandais = netherlands dutch holland; pologne polonais = poland polish poles pole; royaume uni = united
kingdom uk britain british; sarre = saarland; suede suedois = sweden swedish swedes swede; suisse = switzerland swiss;
tchad = chad; tcheque tchequie = czech czechia; tchetchenie = chechnya chechen; turquie turc turque = turkey turkish
turks turk; ukraine = ukraine; chypre = cyprus; coree = korea korean; birmanie = burma myanmar; cisjordanie = west
bank; emirats arabes = emirates uae; arabie = arabia saudi; nouvelle zelande = new zealand; afrique = africa african;
sud = south southern; nord = north northern norse; est = east eastern; ouest = west western; occident = west western;
orient = east eastern middle; pekin = beijing peking; londres = london; vienne = vienna; venise = venice; varsovie =
warsaw; moscou = moscow; haye = hague; anvers = antwerp; aix = aachen aix; cologne = cologne; munich = munich;
ratisbonne = regensburg; bale = basel; douvres = dover; edimbourg = edinburgh; tamise = thames; rhin = rhine; danube =
danube; cap = cape; caire = cairo; alger = algiers; cantorbery = canterbury; mayence = mainz; treves = trier; liege =
liege; gand = ghent; lisbonne = lisbon; livourne = leghorn livorno; naples napolitain = naples neapolitan; padoue =
padua; turin = turin; atlantique = atlantic; manche = channel; mediterranee = mediterranean; pacifique = pacific;
cachemire = kashmir; bade = baden; baviere bavarois = bavaria bavarian; saxe = saxony; boheme = bohemia; moravie =
moravia; ecossaise = scottish; guillaume = william guillaume; jean = john jean; jacques = james jacques; paul = paul;
pierre = peter pierre; francois = francis francois pope; benoit = benedict benoit; louis = louis; charles = charles;
henri = henry henri; georges = george georges; philippe = philip philippe felipe; etienne = stephen etienne; laurent =
lawrence laurent; mathieu = matthew mathieu; marc = mark marc; luc = luke luc; jesus = jesus; vierge = virgin; noel =
christmas noel; paques = easter; saint sainte = saint st; toussaint = saints; ascension = ascension; coupe = cup;
monde mondial mondiale = world le monde global; ligue = league; jeux = games olympics; conseil = council board; banque
= bank; bourse = stock exchange market bourse; maison = house; blanche = white; tribunal = court tribunal; cour =
court; chambre = chamber house; assemblee = assembly parliament house; parti = party; communaute = community; droits =
rights; homme = human man; sante = health; mer = sea; ile iles = island islands isles isle; mont = mount mont mt; lac
= lake; fleuve = river; guerre = war; moyen = middle; age = age ages; etoile = star; rouge = red; noire noir = black;
vert verts verte = green greens; gauche = left; droite = right; bleu bleus = blue blues; roi = king; reine = queen;
prince = prince; pape = pope; nouvel nouvelle nouveau nouveaux = new; orleans = orleans; ville = city; rue = street
road rue; musee = museum; tour = tower tour; pont = bridge; palais = palace; chateau = castle chateau; eglise = church
churches; ecole = school; jardin = garden; place = square place; gare = station; trone = throne; marche = market march
walk; lumiere lumieres = enlightenment light; onu = un united nations; otan = nato; ue = eu european union; usa = us
usa states; fmi = imf; oms = who; omc = wto; pib = gdp; tva = vat; sida = aids; adn = dna; oit = ilo; opep = opec; ong
= ngo ngos; cia = cia; pme = smes sme; aiea = iaea; ocde = oecd; bce = ecb; unicef = unicef; rda = gdr; rfa = frg;
urss = ussr soviet; cee = eec; gb = uk; rdc = drc; tpi = icty tribunal; cpi = icc; ovni = ufo; aelena = nafta; alena =
nafta; mst = std stds; pdg = ceo; bd = comic; bucarest = bucharest; rhenanie = rhineland; roms rom = roma romani; dame
= dame lady; force forces = force forces; mecque = mecca; sicile = sicily; toscane = tuscany; castille = castile;
corse = corsica corsican; crete = crete; saoudite saoudien = saudi; piemont = piedmont; savoie = savoy savoie; union =
union eu ussr; mahomet = muhammad mohammed; noe = noah; moise = moses; etat etats = state states; nations = nations
un; organisation = organization organisation; quebec = quebec; herzegovine = bosnia;
beaux = fine; hexagone = france french mainland metropolitan; outre = overseas; bretagne = brittany britain british
"""
_COMMON = """
vingt vingts trente cent cents
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
noirs blancs maréchal amiral général colonel capitaine lieutenant commandant sergent caporal cardinal évêque archevêque
émir cheikh sultan calife tsar régent dauphin consul gouverneur marquis marquise vicomte archiduc
"""
_DEMONYMS = """
francais francaise francaises = french france frenchman frenchmen frenchwoman; allemand allemande allemands allemandes
= german germans germany; anglais anglaise = english british england britain englishman englishmen; espagnol espagnole
espagnols = spanish spain; neerlandais neerlandaise hollandais = dutch holland netherlands dutchman dutchmen; grec
grecque grecs = greek greeks greece; hongrois hongroise = hungarian hungarians hungary; ecossais ecossaise = scottish
scotland scot scots; polonais polonaise = polish poland pole poles; suedois suedoise = swedish sweden swede swedes;
chretien chretiens chretienne chretiennes = christian christians; juif juifs juive juives = jewish jews jew;
occidental occidentale occidentaux = western; turc turque turcs = turkish turkey turk turks; tcheque tcheques = czech
czechs; gallois = welsh wales; suisse suisses = swiss switzerland; americain americaine americains = american america
usa us u; europeen europeenne europeens = european eu; asiatique = asian; irlandais irlandaise = irish ireland
irishman irishmen; norvegien = norwegian norway; mondial mondiale = world; chinois chinoise = chinese china; japonais
japonaise = japanese japan; israelien israelienne = israeli israel; indien indienne = indian india;
finlandais finlandaise = finnish finn finns finland; suissesse suissesses = swiss switzerland; philippin philippine
philippins philippines = filipino filipinos filipina filipinas philippine philippines
"""

NAMES = Names(
    common=unaccented(_COMMON),
    exonyms={"en": counterparts(_ENGLISH)},
    demonyms={"en": counterparts(_DEMONYMS)},
    titles=frozenset("M MM Mme Mmes Mlle Me Dr Pr Mgr Sir Lord Lady Saint Sainte".split()),
    lead_in=r"\b(?:de|du|des|le|la|les|et|au|aux|à|en|sur|rue|place)\s+$|[dl]['’]$",
    adapted=r".*(?:[^aeiouy]es?|[iuy]es?|[iy]ens?|eurs?|eux|ois|ais|ains?|ants?|ents?|er|iques?|ou.*)",
)

ARTICLE_EDITS = {
    "en": (
        # The models were trained on debates of the European Parliament, and see its members everywhere.
        ArticleEdit(
            cue=r"\bdéputée?s?\b",
            slip=r"\bMEP(s?)\b",
            right=r"MP\1",
            unless=r"europ|strasbourg|bruxelles",
            shown="MEP → MP",
        ),
    ),
}


COPIED = CopiedWords(
    # Without words that English, or a name in it, has too: on, son, or, pour, sur, me, de, par, en.
    function=frozenset(
        "le la les des du une et est dans avec qui que ces cette leur leurs nous vous ils elle elles sont ont"
        " été mais donc aux ses nos vos notre votre être avoir fait était étaient avait avaient sera seront"
        " aurait comme très sans sous vers chez entre depuis pendant aussi encore déjà toujours jamais rien tout"
        " toute tous toutes lui eux celui celle ceux dont quand alors ainsi parce puis ni où ici là".split()
    ),
    words=frozenset(
        """
        allemande allemandes allemands allez allons annulation appartement appelle apporter appris apprendre attentats
        attend attente aurait aurais auront autorisation auxquels avance avons avait avril ayant bateau bateaux bonne
        bonnes cela celui cerveau certes chambre chambres chance changer chanteuse chercher coll colis comprend
        comprends compris concerne concours conduit conduite confiance connaissance connu connue connus construit
        consommation courrier couronnes courses cours coutume crois cru demandes devait devaient devant devez deviennent
        devient devons devra devrait devraient difficiles diminution directement direction dirige disent doit doivent
        domaine domaines donc donnent duquel dur dure endroit endroits entier entière entrer envie espace esprit
        essentiellement facile facilement faisait fait faites faudra faute ferme feront finalement fonction fonctions
        formation fromage fromages fumée fut furent glace grave graves humain humains importe inconnu issue jouer jouait
        justement laisse laquelle lequel lesquelles lesquels libre libres ligne lignes lycée maint marque marques matin
        meilleurs menant moindre mondial mondiale mondiaux montagnes montrent nationale nationaux neige neuf niveau
        niveaux normes nouvelles obtenir obtenu obtient octobre offre offrent oignon oublie parfois parle partis passe
        permet permettent permettra permettre permis personne personnes pourra pourraient pourrait pourront pouvait
        pouvaient pouvant pouvez pouvons principal principale principaux prend prendre prennent prise procès prochains
        puissent quant quartier quartiers quitté recherché reconnu rendu repris reste restent risques russe russes
        savent savons sein semblent septembre serait seraient serait serre seront servi signifie sinon soient soins
        sommes sorte souhaite souligné soutient suffit suisse suisses suivi suivre surtout taille tandis tente tenu
        tient tirs titres toile toiles tournage traverse travers très trouve trouvent tribunal tribunaux trimestre turcs
        turque utilisation utilise vague vagues veulent vient viennent vise visites vitres voici voient voilà vois
        volonté voulait voulez voulu voulons voyagers vus vécu abord accueil achat acheter actuel actuelle actuellement
        adjoint afin agir aider ailleurs aimer ainsi aller allemand ancien ancienne ans anglais année années appel
        appeler apprendre après argent arme armes arrêter arrivée arriver assez attaque attaquer attendre atteindre
        attentat aucun aucune augmentation aujourd auprès aussitôt autant auteur autour autre autres autrefois autrement
        avant avenir avion avions avis avocat avocats baisse banque banques bas beau beaucoup besoin bien bientôt biens
        blessé blessés blé bois boire boisson bord bout bras bref bruit bureau but cadre campagne candidat candidats car
        celles centaine centaines cependant cercle certains certaines chacun chacune chaleur chaque charge chaud chef
        chemin chercher cheval cheveux chien chiffre chiffres chine choix chose choses chute ciel cinq circonscription
        citoyen citoyens coeur colère combien commencer compte comptes comté concurrence connaître conseil construire
        contre corps coureur cours course coût coûts craindre crainte crise croire croissance croix cuisine côte côté
        dehors demain demander demande demeure depuis député députés dernier derniers dernière dernières derrière
        dessous dessus dette dettes deux devant devenir devoir difficile dire dirigeant dirigeants discours disparu dix
        dizaine dizaines donner dossier doute droit droite droits durant durée début découvrir défaite défense défi
        déjeuner dépenses désormais détruire développement eau eaux échec école écoles économie écrire écrivain effet
        église élection élections élève élèves embauche emploi emplois enfant enfants enfin enlèvement ennemi ennuis
        enquête enquêtes ensemble ensuite entendre entraîneur entreprise entreprises environ envoyer époque équipe
        équipes espoir essai essayer essence été étranger étrangers étude études événement explique expliquer façon
        faible faim faire faits famille familles faut fax femme femmes fermer fermeture feu feux fille filles fils
        financement fleuve fois fonctionnaire fonctionnaires fonds forêt fort forte foule fournir frais frère frontière
        fuite fusée gagner gare gauche gens gestion gouvernement grâce grand grande grandes grands gros grève grèves
        guerre habitant habitants haut haute hausse hier histoire hiver homme hommes hors huit hôpital hôpitaux hôtels
        île impôt impôts incendie inondation inondations inquiétude ivre jamais jeu jeudi jeune jeunes jeux joie joueur
        joueurs jour journal journaliste journalistes journaux journée jours juge jugement juillet juin jusqu jusque
        juste lait laisser langue langues lancer larmes lendemain lettre lettres lieu lieux livre livres logement
        logements loi lois loin lorsque lourd lourde lumière lundi lutte maigre main mains mairie maire maires
        maintenant maison maisons maladie maladies malgré manière mardi marché marchés mari mauvais mauvaise meilleur
        meilleure membre même mêmes menace menaces mener mer mercredi mère mesure mesures mettre meurtre meurtres mieux
        milieu milliard milliards millier milliers ministère ministre ministres moins mois moitié monde monnaie montagne
        montre mort morte morts moteur mouvement moyen moyenne moyens mur murs naissance nom nombre nombreux nombreuses
        noms nord nourriture nouveau nouveaux nouvel noyau nuit nuits objet oeuvre oeuvres oiseau oiseaux or ordre otage
        otages oublier ouest outre ouvert ouverte ouverture ouvrier ouvriers ouvrir paix panne parfois parfum parler
        parmi parole paroles partage partie partir partout passé patron patrons pauvre pauvres pauvreté payer pays
        paysan paysans peine peintre peinture pendant pensée penser pension perdre perte pertes petit petite petites
        petits peu peuple peur peut peuvent pièce pièces pied pieds pierre place plainte plaintes plein pluie pluies
        plupart plusieurs plutôt poids poisson poissons politique pont porte porte-parole poursuite poursuites pourtant
        pouvoir pouvoirs premier première premiers presque prêt preuve preuves printemps prochain prochaine produit
        produits projet projets propos propre proche proches puisque puissance quatre quel quelle quelles quelque
        quelques quels quelqu quinze quoi raison rapport rapports recherche recherches recours redressement regarder
        rencontre rencontrer rendre rentrée repas réponse réseau réseaux rester résultat résultats retard retour
        retraite retraites réunion revenir revenu revenus rêve rien rivière roi roman royaume sable saison salaire
        salaires salle samedi sang santé savoir secours selon semaine semaines semble sept seul seule seulement
        sécheresse siècle siècles siège six soeur soir soirée soit soixante sol soldat soldats soleil solide somme
        sommet sondage sondages sort sortie sortir souci souhait soutenir soutien souvent spectacle stade suite sujet
        suivant sur sûreté tableau tant tard tasse taux tel telle tellement telles témoin témoins temps tenir tentative
        terre territoire tête théâtre tiers titre toit tombe tomber tort tôt toucher toujours toutefois train traité
        traitement travail travailler travailleur travailleurs travaux traverser treize trente trois trop trottoir
        trouver tué tués usine usines vacances vague vaincre vainqueur valeur vallée veille vendre vendredi venir vent
        vente ventes vérité verre vers victime victimes vide vie vieil vieille vieux ville villes vin vingt visage
        visite vitesse vitre vivre voie voir voisin voisins voiture voitures voix vol vols voter vouloir voyage voyages
        vrai vraie vraiment vue yeux
        """.split()
    ),
    endings=tuple(
        "aient issent eaux ieux euse euses ique iques aire aires oire oires isme ismes iste istes eur eurs"
        " ienne iennes aise aises oise oises issement ement ements amment emment ndre eau er nir oir rait geons"
        " euille euilles ouille elles ouvert oyens itude".split()
    ),
)
