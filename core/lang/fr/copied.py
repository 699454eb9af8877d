"""French words that show, in a translation, that something was left as it was."""

from core.lang.profile import CopiedWords

COPIED = CopiedWords(
    # Without those that English, or a name in it, has too: on, son, or, pour, sur, me, de, par, en.
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
