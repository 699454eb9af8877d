"""Street, stage and sport."""

from typing import Final

from core.translation.preprocessing.rewrites.entry import Entry, verb

_LIMB = r"(?= (?:à la |à l'|au |aux )(?:cuisse|genou|cheville|mollet|épaule|adducteurs|dos|pied|tête))"

PATTERNS: Final[tuple[Entry, ...]] = (
    ("port autonome", r"^port autonome(?= :)", "le port autonome"),
    ("périphérique", r"(le|du|au) périphérique", r"\1 boulevard périphérique"),
    ("ébranlé", r"((?:cortège|procession|convoi)\b[^.;]{0,30}) s'est ébranlée?", r"\1 s'est mis en marche"),
    verb("débray", "débrayer:faire débrayé:fait débrayent:font débrayaient:faisaient", then=" grève"),
    ("du ciel", r"aiguilleurs? du ciel", "contrôleurs aériens"),
    ("filtrant", r"barrages? filtrants?", "barrages routiers"),
    ("escargot", r"opérations? escargot", "opérations de ralentissement"),
    ("à l'arrêt", r"((?:métro|trafic|circulation|trains?|usines?|production|réacteurs?|vols)\b[^.;]{0,30}) à l'arrêt",
     r"\1 interrompus"),
    ("collège", r"(sortie|élèves?|professeurs?) du collège(?! électoral| des | de la )", r"\1 de l'école secondaire"),
    ("mouvement social", r"(en raison d'|à cause d'|suite à |par |pour )un mouvement social", r"\1une grève"),
    ("projectiles", r"jets? de projectiles", "lancers d'objets"),
    ("arraché le", r"arraché le (?:match )?nul", "obtenu le match nul"),
    ("plate couture", r"battu(e?s?) à plate couture", r"largement battu\1"),
    verb("révérence", "tirer:faire tiré:fait tire:fait", after=" sa révérence", then=" ses adieux"),
    ("exemplaires", r"écoulé(e?s?) à(?= [^;]{1,20}exemplaires)", r"vendu\1 à"),
    verb("nul", "concéder:faire concédé:fait concède:fait", after=" le (?:match )?nul", then=" match nul"),
    ("pointe à", r"pointe à(?= [^.;]{1,20}longueurs?)", "est à"),
    ("longueur", r"((?:pointe|compt|relégué|revien|reven)\w*)\b([^.;]{0,20}) longueurs?", r"\1\2 points"),
    ("étrillé", r"étrillé(e?s?)", r"largement battu\1"),
    ("touché", rf"touché(e?s?){_LIMB}", r"blessé\1"),
    ("forfait", r"(,|et) forfait(?= de dernière| pour)", r"\1 absent"),
    verb("ouv", "ouvert:marqué ouvrir:marquer ouvre:marque ouvrait:marquait", after=" (?:la marque|le score)",
          then=" le premier but"),
    ("un doublé", r"(?:inscrit|signé|réussi|réalisé) un doublé", "marqué à deux reprises"),
    ("forfait", r"(a|ont|avait|avaient) été déclarée?s? forfaits?", r"\1 dû renoncer"),
    ("forfait", r"déclar(é|er|e) forfait", r"renonc\1"),
    ("forfait", r"(est|était|sera|serait|sont|seront|étaient) forfaits?(?! [dl])", r"\1 absents"),
    ("foot", r"^foot(?= ?:)", "football"),
    ("jo", r"(?-i:JO)(?=-\d{4}| (?:de (?-i:[A-Z])|d'hiver|d'été|\d{4}))", "Jeux olympiques"),
    ("dauphin", r"(d'avance sur|devant) son dauphin", r"\1 son plus proche rival"),
    ("incliné", r"s'est inclinée?(?=[^.;]{0,30} (?:face|contre|\d+-\d+))", "a perdu"),
    ("incliné", r"se sont inclinée?s(?=[^.;]{0,30} (?:face|contre|\d+-\d+))", "ont perdu"),
    ("adjugé", r"adjugé(e?s?)(?= (?:pour |à )?\d)", r"vendu\1 aux enchères"),
)  # fmt: skip

PHRASES: Final[dict[str, str]] = {
    "faire le break": "prendre l'avantage",
    "course aux barrages": "course aux play-offs",
    "les arrêts de jeu": "le temps additionnel",
    "sélectionneur": "entraîneur",
    "lanterne rouge": "dernier",
    "d'un cheveu": "de justesse",
}
