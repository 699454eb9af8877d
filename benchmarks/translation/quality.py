"""BLEU and chrF of the whole pipeline against raw CTranslate2 with beam 4, on the same pack and sentences."""

from typing import Any

from benchmarks.pairs import PAIRS
from core.packs import Pack, open_model
from core.translation import Translator
from core.translation.terminology.names import repair_names

RAW_BEAM = 4


def quality(pack: Pack, translator: Translator, lines: list[str], references: list[str]) -> dict[str, Any]:
    """Measure both; without references, on our own pairs."""
    if not references:
        lines, references = [source for source, _ in PAIRS], [english for _, english in PAIRS]
    ours = [
        repair_names(line, result.text, "fr", line)[0]
        for line, result in zip(lines, translator.translate([("fr", line) for line in lines]), strict=True)
    ]
    model = open_model(pack, workers=2)
    results = model.translator.translate_batch(
        [model.encode(line) for line in lines], beam_size=RAW_BEAM, max_batch_size=1536, batch_type="tokens"
    )
    raw = [model.decode(result.hypotheses[0]) for result in results]
    figures = {
        "bleu": bleu(ours, references),
        "raw_bleu": bleu(raw, references),
        "chrf": chrf(ours, references),
        "raw_chrf": chrf(raw, references),
    }
    return figures | {
        "diff_bleu": figures["bleu"] - figures["raw_bleu"],
        "diff_chrf": figures["chrf"] - figures["raw_chrf"],
    }


def bleu(translations: list[str], references: list[str]) -> float:
    """Return sacreBLEU's BLEU, with its defaults."""
    from sacrebleu import corpus_bleu

    return float(corpus_bleu(translations, [references]).score)


def chrf(translations: list[str], references: list[str]) -> float:
    """Return sacreBLEU's chrF, with its defaults."""
    from sacrebleu import corpus_chrf

    return float(corpus_chrf(translations, [references]).score)
