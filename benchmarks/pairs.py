"""French sentences in the manner of wires, each with a good English translation; our own, free to use."""

_TEXT = """
Le gouvernement a annoncé mardi un plan de 3,5 milliards d'euros pour les hôpitaux publics.
The government announced on Tuesday a €3.5 billion plan for public hospitals.
L'inflation a atteint 4,2 % en mars 2023, son plus haut niveau depuis vingt ans.
Inflation reached 4.2% in March 2023, its highest level in twenty years.
La ville de Grenoble compte près de 158 000 habitants, selon le dernier recensement.
The city of Grenoble has nearly 158,000 inhabitants, according to the latest census.
Le procès de l'ancien ministre Bernard Lacombe s'ouvrira lundi 12 septembre à Lyon.
The trial of former minister Bernard Lacombe will open on Monday, September 12 in Lyon.
Les négociations n'ont pas abouti et les délégations ont quitté Genève sans signer d'accord.
The negotiations did not succeed, and the delegations left Geneva without signing an agreement.
Un incendie a détruit environ 1 200 hectares de forêt dans le sud de la Corse depuis jeudi.
A fire has destroyed about 1,200 hectares of forest in southern Corsica since Thursday.
Le match commencera à 20 h 45 et sera diffusé en direct à la radio.
The match will start at 8:45 p.m. and will be broadcast live on the radio.
La Banque centrale européenne a relevé son taux directeur de 0,25 point, à 3,75 %.
The European Central Bank raised its key rate by 0.25 points, to 3.75%.
Trois soldats ont été tués et sept autres blessés dans une embuscade près de la frontière.
Three soldiers were killed and seven others wounded in an ambush near the border.
Le Premier ministre britannique se rendra à Paris en janvier pour rencontrer Emmanuel Macron.
The British Prime Minister will travel to Paris in January to meet Emmanuel Macron.
Le chômage a reculé de 1,3 % au deuxième trimestre, a indiqué l'institut de la statistique.
Unemployment fell by 1.3% in the second quarter, the statistics institute said.
Le constructeur supprimera 2 500 emplois d'ici à 2026, dont 900 en Allemagne.
The manufacturer will cut 2,500 jobs by 2026, including 900 in Germany.
Aucun passager n'a été blessé lorsque l'avion a quitté la piste à l'aéroport de Nice.
No passenger was injured when the plane left the runway at Nice airport.
Les deux pays ont signé un contrat de 780 millions de dollars pour la livraison de gaz.
The two countries signed a contract worth 780 million dollars for the delivery of gas.
Le sommet de l'OTAN se tiendra à Vilnius les 11 et 12 juillet.
The NATO summit will be held in Vilnius on July 11 and 12.
La police a interpellé une quinzaine de personnes après la manifestation de samedi.
Police arrested about fifteen people after Saturday's demonstration.
Le musée du Louvre a accueilli 8,9 millions de visiteurs l'an dernier.
The Louvre museum welcomed 8.9 million visitors last year.
La fusée a décollé à 6 h 30 du matin depuis la base de Kourou, en Guyane.
The rocket took off at 6:30 a.m. from the Kourou base in French Guiana.
Le président ne se représentera pas en 2027, a-t-il confirmé dimanche soir.
The president will not run again in 2027, he confirmed on Sunday evening.
L'amende infligée à l'entreprise s'élève à 45 000 euros.
The fine imposed on the company amounts to 45,000 euros.
Le séisme, de magnitude 6,4, a été ressenti jusqu'à Athènes.
The earthquake, with a magnitude of 6.4, was felt as far away as Athens.
Marie Delorme dirigera la nouvelle agence à partir du 1er avril.
Marie Delorme will head the new agency from April 1.
Les syndicats appellent à une grève générale vendredi 6 octobre.
The unions are calling for a general strike on Friday, October 6.
Le texte a été adopté par 312 voix contre 210.
The text was adopted by 312 votes to 210.
La température descendra à -12 °C dans les Alpes mercredi.
The temperature will drop to -12 °C in the Alps on Wednesday.
L'association a distribué 30 tonnes de nourriture à des familles réfugiées au Tchad.
The association distributed 30 tonnes of food to refugee families in Chad.
Le Sénat n'a jamais voté cette loi, contrairement à ce qu'affirme le ministre.
The Senate never passed this law, contrary to what the minister says.
Le baril de Brent a gagné 2 dollars, à 84,50 dollars.
The barrel of Brent gained 2 dollars, to 84.50 dollars.
Le tribunal de Marseille a condamné Farid Belkacem à cinq ans de prison.
The Marseille court sentenced Farid Belkacem to five years in prison.
Plusieurs milliers de personnes ont défilé dans les rues de Bruxelles.
Several thousand people marched through the streets of Brussels.
Le candidat a obtenu 52,7 % des suffrages au second tour.
The candidate won 52.7% of the vote in the second round.
Le navire transportait 14 000 conteneurs et 26 membres d'équipage.
The ship was carrying 14,000 containers and 26 crew members.
La Commission européenne exige des explications de Varsovie avant le 15 novembre.
The European Commission demands explanations from Warsaw before November 15.
La vaccination n'est plus obligatoire pour les voyageurs venant d'Asie.
Vaccination is no longer mandatory for travellers coming from Asia.
Le film de Claire Dumont a reçu le prix du jury au festival de Cannes.
The film by Claire Dumont received the jury prize at the Cannes festival.
Les ventes ont progressé de 7 % en février, après une baisse de 3 % en janvier.
Sales rose by 7% in February, after a 3% drop in January.
Les secours ont retrouvé un survivant sous les décombres après 48 heures de recherches.
Rescuers found a survivor under the rubble after 48 hours of searching.
La dette du pays dépasse désormais 3 000 milliards d'euros.
The country's debt now exceeds 3 trillion euros.
Le train de 7 h 12 pour Bordeaux a été supprimé à cause de la neige.
The 7:12 a.m. train to Bordeaux was cancelled because of the snow.
Selon Reuters, la société Altaria veut racheter son concurrent pour 1,2 milliard de dollars.
According to Reuters, the company Altaria wants to buy its competitor for $1.2 billion.
Le ministre des Finances ne croit pas à une récession cette année.
The finance minister does not believe in a recession this year.
Au moins 27 personnes sont mortes dans l'accident d'un autocar au Pérou.
At least 27 people died in a coach accident in Peru.
La réunion prévue mercredi à Ankara a été reportée à jeudi.
The meeting scheduled for Wednesday in Ankara has been postponed to Thursday.
Le pont mesure 2,4 km et a coûté 394 millions d'euros.
The bridge is 2.4 km long and cost 394 million euros.
Les écoles resteront fermées jusqu'au 3 mai dans toute la région.
Schools will remain closed until May 3 throughout the region.
Le joueur de 23 ans a marqué deux buts contre Monaco.
The 23-year-old player scored two goals against Monaco.
Le gouvernement italien ne renoncera pas à la réforme, a prévenu Giorgia Meloni.
The Italian government will not give up the reform, Giorgia Meloni warned.
Près de 60 % des Français se disent inquiets pour leur pouvoir d'achat.
Nearly 60% of French people say they are worried about their purchasing power.
L'usine de Douai produira 400 000 batteries par an.
The Douai plant will produce 400,000 batteries a year.
Le suspect, âgé de 34 ans, a été arrêté lundi à Toulouse.
The suspect, aged 34, was arrested on Monday in Toulouse.
La récolte de blé pourrait baisser de 20 millions de tonnes en raison de la sécheresse.
The wheat harvest could fall by 20 million tonnes because of the drought.
Les pompiers ne disposent d'aucun hélicoptère dans ce département.
Firefighters do not have any helicopter in this department.
Le concert de samedi à Strasbourg est annulé, faute de sécurité suffisante.
Saturday's concert in Strasbourg is cancelled, for lack of sufficient security.
Le prix du billet passera de 2,10 à 2,50 euros en janvier.
The ticket price will go from 2.10 to 2.50 euros in January.
Le médecin Samuel Okoro travaille depuis douze ans dans ce village.
The doctor Samuel Okoro has been working in this village for twelve years.
L'accord conclu en décembre 2015 n'a pas été respecté, estime l'ONG.
The agreement reached in December 2015 has not been respected, according to the NGO.
Le journal a vendu 95 000 exemplaires de son édition du 9 juin.
The newspaper sold 95,000 copies of its June 9 edition.
Le vol AF1234 a décollé de Dakar avec quatre heures de retard.
Flight AF1234 took off from Dakar four hours late.
Des dizaines de milliers de familles ont perdu leur maison pendant le cyclone.
Tens of thousands of families lost their homes during the cyclone.
La production automobile a chuté d'un tiers en deux ans.
Car production has fallen by a third in two years.
Le roi Charles a reçu mardi le président sud-africain à Londres.
King Charles received the South African president in London on Tuesday.
Une centaine de chercheurs participent à l'expédition en Antarctique.
About a hundred researchers are taking part in the expedition to Antarctica.
Il n'y a ni eau ni électricité dans la moitié de la ville.
There is neither water nor electricity in half of the city.
L'assemblée générale aura lieu le 22 mai à 18 heures à Nantes.
The general meeting will be held on May 22 at 6 p.m. in Nantes.
Le budget de la défense augmentera de 5 milliards d'euros entre 2024 et 2030.
The defence budget will increase by 5 billion euros between 2024 and 2030.
Le maire de Calais demande des renforts à Londres et à Bruxelles.
The mayor of Calais is asking London and Brussels for reinforcements.
Le vaccin coûte 19 dollars aux États-Unis et 12 euros en Europe.
The vaccine costs 19 dollars in the United States and 12 euros in Europe.
La cathédrale, construite au XIIIe siècle, a été endommagée par le feu.
The cathedral, built in the 13th century, was damaged by the fire.
L'équipe de Julien Morel n'a perdu aucun match depuis août.
The team of Julien Morel has not lost a single match since August.
Le taux de participation atteignait 26,4 % à midi, contre 28,8 % en 2017.
The turnout was 26.4% at noon, compared with 28.8% in 2017.
Les enquêteurs ont saisi 650 kg de cocaïne dans le port du Havre.
Investigators seized 650 kg of cocaine in the port of Le Havre.
Le cessez-le-feu n'a duré que six heures, selon des témoins à Khartoum.
The ceasefire lasted only six hours, according to witnesses in Khartoum.
Amnesty International dénonce des arrestations massives à Téhéran.
Amnesty International denounces mass arrests in Tehran.
La réforme n'aura pas d'effet avant juin 2025.
The reform will not take effect before June 2025.
Le fleuve a débordé jeudi matin, inondant 300 maisons à Valence.
The river overflowed on Thursday morning, flooding 300 houses in Valence.
La compagnie a transporté 33 millions de passagers en 2019.
The company carried 33 million passengers in 2019.
Le dirigeant russe se rendra à Pékin du 16 au 18 octobre.
The Russian leader will visit Beijing from October 16 to 18.
La photographe Leila Haddad expose ses images à Beyrouth depuis dimanche.
Photographer Leila Haddad has been exhibiting her pictures in Beirut since Sunday.
Les éleveurs refusent de vendre leur lait en dessous de 0,40 euro le litre.
Farmers refuse to sell their milk below 0.40 euros a litre.
L'enfant, disparu depuis lundi, a été retrouvé sain et sauf près d'Orléans.
The child, missing since Monday, was found safe and sound near Orleans.
Le parlement ukrainien n'a pas encore ratifié le traité.
The Ukrainian parliament has not yet ratified the treaty.
Les recettes fiscales ont augmenté de 15 milliards de livres au Royaume-Uni.
Tax revenues rose by 15 billion pounds in the United Kingdom.
Un Français sur cinq ne part pas en vacances l'été.
One French person in five does not go on holiday in summer.
La marche partira de la place de la République à 14 h 30.
The march will leave from the Place de la République at 2:30 p.m.
Le brouillard a provoqué un carambolage de 40 véhicules sur l'autoroute A6.
Fog caused a 40-vehicle pile-up on the A6 motorway.
L'opposant Tarek Mansour a été libéré après onze mois de détention.
Opposition figure Tarek Mansour was released after eleven months in detention.
Ils ont marché pendant trois jours, sans manger ni dormir.
They walked for three days, without eating or sleeping.
La banque Sorelia a perdu 6 % à la Bourse de Francfort vendredi.
The bank Sorelia lost 6% on the Frankfurt stock exchange on Friday.
Le chantier, commencé en 2008, ne sera pas terminé avant dix ans.
The construction work, begun in 2008, will not be completed for ten years.
Environ 70 pays participeront à la conférence sur les océans à Lisbonne.
About 70 countries will take part in the ocean conference in Lisbon.
L'actrice Isabelle Fontaine est morte mercredi à l'âge de 87 ans.
Actress Isabelle Fontaine died on Wednesday at the age of 87.
Les hôtels de la côte affichent complet jusqu'au 20 août.
Hotels on the coast are fully booked until August 20.
Les juges n'ont rien trouvé d'illégal dans les comptes du parti.
The judges found nothing illegal in the party's accounts.
La loi punit ce délit d'une amende de 7 500 euros et de six mois de prison.
The law punishes this offence with a fine of 7,500 euros and six months in prison.
Le nouveau président de la fédération, Paul Verdier, sera élu en novembre.
The new president of the federation, Paul Verdier, will be elected in November.
Le métro ne circulera pas entre 22 heures et 5 heures.
The metro will not run between 10 p.m. and 5 a.m.
La sécheresse menace 2,3 millions de personnes en Somalie et au Kenya.
The drought threatens 2.3 million people in Somalia and Kenya.
Les deux sœurs vivaient à Montréal depuis 1998.
The two sisters had been living in Montreal since 1998.
Le groupe a dégagé un bénéfice net de 618 millions d'euros, en hausse de 11 %.
The group posted a net profit of 618 million euros, up 11%.
Personne n'a revendiqué l'attentat de mardi à Bagdad.
Nobody has claimed responsibility for Tuesday's attack in Baghdad.
Le professeur Antoine Lemaire enseigne la physique à Zurich.
Professor Antoine Lemaire teaches physics in Zurich.
La région a reçu 90 millimètres de pluie en une nuit.
The region received 90 millimetres of rain in one night.
L'Espagne et le Portugal organiseront ensemble la compétition en juin.
Spain and Portugal will organise the competition together in June.
Le camion a parcouru 850 kilomètres sans chauffeur.
The truck travelled 850 kilometres without a driver.
Les discussions reprendront le 4 février à Astana, au Kazakhstan.
The talks will resume on February 4 in Astana, Kazakhstan.
L'État versera 150 euros à chaque lycéen boursier.
The state will pay 150 euros to each secondary school student on a scholarship.
Le dollar valait 0,92 euro jeudi à la clôture.
The dollar was worth 0.92 euros at the close on Thursday.
Cette maladie touche un enfant sur 3 500, explique le docteur Rivière.
This disease affects one child in 3,500, explains Dr Rivière.
Le pape François n'ira pas à Kiev ce printemps.
Pope Francis will not go to Kyiv this spring.
Entre 1914 et 1918, le village a perdu 40 % de ses hommes.
Between 1914 and 1918, the village lost 40% of its men.
La société Helvetis, basée à Lausanne, emploie 1 850 salariés.
The company Helvetis, based in Lausanne, employs 1,850 people.
Le couvre-feu commencera à 19 heures dans les quartiers nord.
The curfew will begin at 7 p.m. in the northern districts.
Les agriculteurs ont déversé 12 tonnes de fumier devant la préfecture de Rennes.
Farmers dumped 12 tonnes of manure in front of the Rennes prefecture.
La vitesse du vent a dépassé 180 km/h en Guadeloupe.
Wind speed exceeded 180 km/h in Guadeloupe.
Le médiateur qatari espère un accord avant le mois de mars.
The Qatari mediator hopes for an agreement before March.
Les prix de l'immobilier ont doublé à Lisbonne en huit ans.
Property prices have doubled in Lisbon in eight years.
L'avocat de Nadia Ferrand ne souhaite pas commenter la décision.
The lawyer of Nadia Ferrand does not wish to comment on the decision.
Trente-deux équipes participeront au tournoi, qui débutera le 20 novembre.
Thirty-two teams will take part in the tournament, which will start on November 20.
Le budget s'établit à 1 500 milliards de yens, soit 9 milliards d'euros.
The budget is 1.5 trillion yen, or 9 billion euros.
Les vols vers Alger ne reprendront pas avant lundi prochain.
Flights to Algiers will not resume before next Monday.
Le cabinet McAllen a été choisi pour construire la gare de Tallinn.
The McAllen firm was chosen to build the Tallinn station.
"""

PAIRS: list[tuple[str, str]] = list(zip(*[iter(_TEXT.strip().splitlines())] * 2, strict=True))
"""(French, English)."""
