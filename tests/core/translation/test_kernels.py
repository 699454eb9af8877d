"""A sentence has the same translation, to the last bit, alone and in any batch, with every kernel of the processor."""

import json
import os
import random
import string
import subprocess
import sys
from pathlib import Path

import pytest

from core.packs.store import PackStore
from core.settings import Places, TranslationSettings
from core.translation import Translator

ROOT = Path(__file__).parents[3]


def families() -> list[str]:
    """The kernel families of CTranslate2 that this processor has."""
    try:
        flags = set(Path("/proc/cpuinfo").read_text().split())
    except OSError:
        return ["GENERIC"]
    needs = {"AVX": "avx", "AVX2": "avx2", "AVX512": "avx512f"}
    return ["GENERIC", *(name for name, flag in needs.items() if flag in flags)]


@pytest.mark.model
@pytest.mark.parametrize("family", families())
def test_a_sentence_is_read_the_same_alone_and_among_others(real_home, family):
    # Without vector instructions the model takes twice the time.
    count = 8 if family == "GENERIC" else 16
    command = [sys.executable, str(Path(__file__).with_name("kernels.py")), str(real_home), str(count), "2"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "CT2_FORCE_CPU_ISA": family}
    if family != "AVX512":
        # CTranslate2's setting leaves out the libraries that multiply its matrices: oneDNN on AMD, MKL on Intel.
        environ["ONEDNN_MAX_CPU_ISA"] = "SSE41" if family == "GENERIC" else family
        environ["MKL_ENABLE_INSTRUCTIONS"] = "SSE4_2" if family == "GENERIC" else family
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=600, check=False)
    assert json.loads(done.stdout or "null") == {"sentences": count, "differ": []}, done.stderr


@pytest.mark.model
def test_letters_without_a_language_stay_and_the_sentence_is_flagged(real_home):
    pack = PackStore(Places(real_home)).find("fr", "en")
    shuffled = random.Random(3)
    junk = " ".join("".join(shuffled.choices(string.ascii_letters, k=shuffled.randint(3, 12))) for _ in range(60))
    translator = Translator(TranslationSettings(memory=False), lambda *_: pack)
    text = "Le conseil de la ville a voté le budget, et le maire a promis que les routes seraient réparées. " * 3
    results = list(translator.translate([("fr", junk), ("fr", text.strip())]))
    assert results[0].text == junk
    assert [[flag.kind for flag in result.doubts] for result in results] == [["untranslated"], []]
    assert "council" in results[1].text
