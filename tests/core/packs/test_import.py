from archives import python

HEAVY = ["ctranslate2", "numpy", "requests", "argostranslate", "sentencepiece", "torch", "stanza", "rich", "typer"]


def loaded_by(code: str) -> list[str]:
    process = python(f"{code}\nimport sys\nprint([name for name in {HEAVY} if name in sys.modules])")
    output, errors = process.communicate(timeout=60)
    assert errors == ""
    return output.strip()


def test_importing_the_packs_loads_no_engine():
    code = "import core.packs, core.packs.store, core.packs.catalogue, core.packs.install, core.packs.archive"
    assert loaded_by(code) == "[]"


def test_opening_a_pack_imports_only_the_tokenizers_of_argos_and_makes_no_folder(tmp_path, random_pack):
    code = f"""
import os, sys
os.environ["HOME"] = {str(tmp_path / "nowhere")!r}
from pathlib import Path
from core.packs import open_model
from core.packs.store import PackStore
from core.settings import Places
open_model(PackStore(Places(Path("none"), (Path({str(random_pack.parent)!r}),))).find("fr", "en"))
print([name for name in sys.modules if name.startswith(("argostranslate", "stanza", "minisbd", "onnx", "torch"))])
"""
    process = python(code)
    output, errors = process.communicate(timeout=60)
    assert errors == ""
    assert output == "['argostranslate', 'argostranslate.tokenizer']\n"
    assert not (tmp_path / "nowhere").exists()
