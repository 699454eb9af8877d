"""A process of its own that holds a sentence's translation alone against the same in company, with one kernel family.

    CT2_FORCE_CPU_ISA=AVX python -m tests.core.translation.kernels HOME COUNT COMPANIES

It prints as JSON how many sentences there were, and those whose text, score or second hypothesis was not the same.
"""

import json
import random
import sys
from pathlib import Path

from core.packs.store import PackStore
from core.reading import read_text
from core.segmentation import sentence_spans
from core.settings import Places
from core.translation.engines import RetryOptions
from core.translation.engines.ctranslate2 import CTranslate2Engine
from core.translation.routes import TranslationJob, translate_jobs

SEEDS = Path(__file__).parents[3] / "seeds"
AGAIN = RetryOptions(beam=4, no_repeat_ngram=3, repetition_penalty=1.2)


def sentences(count: int) -> list[str]:
    """French sentences of the sample wires, of all lengths."""
    found = []
    for file in sorted(SEEDS.glob("*.txt")):
        for paragraph in read_text(file.read_bytes(), file.name).text.split("\n\n"):
            found += [paragraph[start:end] for start, end in sentence_spans(paragraph, "fr")]
    found = list(dict.fromkeys(found))
    return random.Random(5).sample(found, count)


def main(home: str, count: int, companies: int) -> None:
    """Compare, and print what differed."""
    pack = PackStore(Places(Path(home))).find("fr", "en")
    assert pack is not None
    engine = CTranslate2Engine(pack, beam=2, workers=2)
    texts = sentences(count)
    alone = {text: engine.translate_one(text) for text in texts}
    again = {text: engine.retry(text, AGAIN) for text in texts[:3]}
    differ = []
    for seed in range(companies):
        shuffle = random.Random(seed)
        company = shuffle.sample(texts, shuffle.randint(count // 2, count))
        for text, result in zip(
            company, translate_jobs([TranslationJob(text, engine) for text in company], eager=seed % 2 * 4), strict=True
        ):
            if result != alone[text]:
                differ.append(text)
    differ += [text for text, result in again.items() if engine.retry(text, AGAIN) != result]
    differ += [text for text in texts[:3] if engine.hypotheses(text, 2)[0] != alone[text]]
    sys.stdout.write(json.dumps({"sentences": count, "differ": differ}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
