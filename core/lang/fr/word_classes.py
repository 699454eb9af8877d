"""French words that carry grammar or manner, and the verbs of saying."""

GRAMMAR_WORDS = frozenset(
    """
    le la les un une des du de d l au aux à en dans sur sous par pour avec sans chez vers entre et ou où mais donc or ni
    car que qu qui quoi dont lequel laquelle lesquels lesquelles ce c cet cette ces celui celle ceux celles ceci cela ça
    il elle ils elles on nous vous je j tu me m te t se s lui leur leurs y son sa ses mon ma mes ton ta tes notre nos
    votre vos ne n pas plus point jamais est sont était étaient sera seront a ont avait avaient aura auront ai as avons
    avez été être avoir fut furent soit si comme quand même aussi tout tous toute toutes très bien encore déjà ainsi
    alors puis fait faire peut doit
    justement également ensuite toujours notamment cependant toutefois pourtant actuellement désormais enfin là
    effectivement précisément ailleurs assez plutôt celui-ci celle-ci ci
    """.split()
)
SPEECH_VERBS = frozenset(
    """
    souligne souligné indique indiqué dit déclare déclaré déclara ajoute ajouté ajoutait constatait constate affirme
    affirmé explique expliqué poursuit poursuivi précise précisé estime estimé note noté lance lancé raconte confie
    proclamé admet conclu assure annoncé rappelle regrette commente martèle dit-il dit-elle ajoute-t-il
    ajoute-t-elle explique-t-il explique-t-elle lâche glisse résume insiste plaide
    """.split()
)
