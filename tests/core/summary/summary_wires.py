"""Wires written for the tests of summaries."""

import re

from core.article import Article
from core.language import Detector, identify
from core.reading import read_text
from core.segmentation import segment

PORT = """Port : la grève est finie

Par Camille Ferrand

Les dockers du port ont voté jeudi la reprise du travail. L'accord prévoit une hausse des salaires de quatre pour cent.
Une prime sera versée en janvier. La direction chiffre les pertes du port à trente millions.

Un retard à rattraper

Des navires ont été détournés vers d'autres ports. Il faudra un mois pour vider les quais. Les dockers restent prudents.
"""

BRIDGE = """Le pont de Saint-Aubin fermé jusqu'au printemps

Le département a fermé lundi le pont de Saint-Aubin, dont un pilier s'est affaissé de huit centimètres dans la nuit.
« Je n'ai jamais vu cela en trente ans de métier », raconte un mécanicien qui habite à côté. Il a entendu un craquement
vers deux heures du matin. Mais il n'y a pas eu de blessé.

Selon la préfète, Hélène Marchand, les travaux sur le pilier du pont dureront au moins cinq mois et coûteront 3,2 millions
d'euros. Quelque 14 000 voitures traversaient chaque jour le pont de Saint-Aubin pour rejoindre la zone industrielle.
Une déviation par Grandmont est en place, ce qui allonge le trajet de onze kilomètres. Nous demandons un bac gratuit pour
nos employés, dit un patron. Le conseil départemental doit se réunir vendredi pour voter les crédits du chantier.

Lire aussi : Les ponts de France en dix chiffres

Abonnez-vous à notre lettre du matin.
"""

DROUGHT = """Rainfall in the valley has been below average for a third year, and farmers say the wheat is failing.
The government of the province declared a drought emergency on Monday in eleven districts. But nobody knows how long
the wells will hold. The emergency lets farmers defer their water bills and apply for loans without interest.
"I sold half my cattle last week," said one of them. Officials counted 4,200 farms with failing wheat in the districts.
They will count again in June. The last drought emergency in the valley was declared in 1998 and lasted two years.
"""

ORCHESTRA = """Musicians of the city orchestra voted on Tuesday to accept a pay cut of eight percent for two seasons.
The orchestra lost a quarter of its subscribers after the concert hall closed for repairs. It had warned in spring that
it could run out of money by autumn. The vote of the musicians saves all 84 posts, the orchestra said in a statement.
The concert hall is to open again next year. We are tired but we are still here, said a cellist.
"""

TEXTS = {"port": (PORT, "fr"), "bridge": (BRIDGE, "fr"), "drought": (DROUGHT, "en"), "orchestra": (ORCHESTRA, "en")}


def article(text: str = PORT, language: str = "fr") -> Article:
    """Read and cut a text as the program does; its lines are too long to be taken for wrapped ones."""
    text = re.sub(r"(?<!\n)\n(?!\n)", " ", text)
    return segment(identify(read_text(text.encode(), "wire.txt"), Detector(), language))


def told(wire: Article, ids: tuple[str, ...]) -> list[str]:
    """The sentences of some ids."""
    by_id = {sentence.id: sentence.source for sentence in wire.sentences}
    return [by_id[sentence_id] for sentence_id in ids]
