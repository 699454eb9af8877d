"""What languages are called: those that the detector can tell, by their code."""

_NAMES = (
    "af Afrikaans,ar Arabic,bg Bulgarian,bn Bengali,ca Catalan,cs Czech,cy Welsh,da Danish,de German,el Greek,"
    "en English,es Spanish,et Estonian,fa Persian,fi Finnish,fr French,gu Gujarati,he Hebrew,hi Hindi,"
    "hr Croatian,hu Hungarian,id Indonesian,it Italian,ja Japanese,kn Kannada,ko Korean,lt Lithuanian,"
    "lv Latvian,mk Macedonian,ml Malayalam,mr Marathi,ne Nepali,nl Dutch,no Norwegian,pa Punjabi,pl Polish,"
    "pt Portuguese,ro Romanian,ru Russian,sk Slovak,sl Slovenian,so Somali,sq Albanian,sv Swedish,sw Swahili,"
    "ta Tamil,te Telugu,th Thai,tl Tagalog,tr Turkish,uk Ukrainian,ur Urdu,vi Vietnamese,zh Chinese"
)
NAMES = {entry[:2]: entry[3:] for entry in _NAMES.split(",")}


def language_name(code: str) -> str:
    """Return what a language is called in English; an unknown code stands for itself."""
    if code == "und":
        return "Unknown language"
    return NAMES.get(code, code)
