"""The proof that a pack works: it translates one sentence."""

from core.errors import PackError
from core.packs.firefox import check_sense, missing_engine, runs_here, translate_once
from core.packs.metadata import MODEL, BadPackError, firefox_files
from core.packs.model import open_model
from core.packs.pack import Pack
from core.sanitize import sanitize

SENTENCES = {
    "ar": "وصل الرئيس إلى باريس يوم الاثنين.",
    "de": "Der Präsident kam am Montag in Paris an.",
    "en": "The president arrived in Paris on Monday.",
    "es": "El presidente llegó a París el lunes.",
    "fr": "Le président est arrivé à Paris lundi.",
    "hi": "राष्ट्रपति सोमवार को पेरिस पहुंचे।",
    "it": "Il presidente è arrivato a Parigi lunedì.",
    "ja": "大統領は月曜日にパリに到着した。",
    "ko": "대통령은 월요일에 파리에 도착했다.",
    "pt": "O presidente chegou a Paris na segunda-feira.",
    "ru": "Президент прибыл в Париж в понедельник.",
    "zh": "总统周一抵达巴黎。",
}
"""By source language; another gets the English one, which any model must survive."""


def prove(pack: Pack) -> str:
    """Load a pack and return its translation of one sentence; raise PackError if nothing comes out."""
    sentence = SENTENCES.get(pack.source, SENTENCES["en"])
    text = _of_firefox(pack, sentence) if pack.engine == "firefox" else _of_ctranslate2(pack, sentence)
    if not text:
        raise PackError(pack.name, "its model gives no translation for a plain sentence")
    return text


def _of_ctranslate2(pack: Pack, sentence: str) -> str:
    model = open_model(pack, device="cpu")
    pieces = model.encode(sentence)
    prefix = [model.target_prefix] if model.target_prefix else None
    try:
        result = model.translator.translate_batch([pieces], target_prefix=prefix, beam_size=1, max_decoding_length=60)
        hypothesis = result[0].hypotheses[0]
    except (RuntimeError, ValueError, IndexError) as error:
        raise PackError(
            pack.name, "its {model} cannot translate: {error}", model=MODEL, error=sanitize(error)
        ) from error
    return model.decode(hypothesis)


def _of_firefox(pack: Pack, sentence: str) -> str:
    """Check that the model's files fit each other, and let it translate in a process of its own, once."""
    pack.check()
    if not runs_here():
        raise missing_engine(pack.name)
    try:
        files = firefox_files(pack.path)
        check_sense(pack.path, files)
        return translate_once(pack.path, files, sentence)
    except BadPackError as error:
        raise PackError(pack.name, error.problem) from error
