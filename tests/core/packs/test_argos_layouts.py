"""Packages as the Argos project made them over the years, with both tokenizers; and routes over packs of all kinds.

The models are random: tests assert what happens, never what the translation says.
"""

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest
from archives import argosmodel, entry_at, served
from random_firefox import build_firefox_pack
from random_pack import WORDS, build_random_pack, write_model

from core.brief import Briefer
from core.errors import PackError
from core.export import to_json
from core.inputs import open_inputs
from core.packs import open_model
from core.packs.firefox import runs_here
from core.packs.install import install, install_file
from core.packs.pack import Pack
from core.packs.store import PackStore
from core.settings import Settings, TranslationSettings
from core.translation import Translator

SENTENCE = "Le président a dit que non."


def with_bpe(folder, source="fr", target="en"):
    """Write a package of the older tokenizer: Moses' words, cut by subword-nmt, `@@` where a word goes on."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "model").mkdir(parents=True)
    letters = sorted({letter for word in WORDS.split() for letter in word})
    pieces = ["<unk>", "<s>", "</s>", *letters, *(f"{letter}@@" for letter in letters), "que", "the"]
    (folder / "bpe.model").write_text("#version: 0.2\nq u\nqu e</w>\nt h\nth e</w>\n", encoding="utf-8")
    write_model(folder / "model", pieces, np.random.default_rng(3))
    metadata = {"package_version": "1.0", "argos_version": "1.0", "from_code": source, "to_code": target}
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return folder


def of_old(folder):
    """Change a package to the first layout: a vocabulary of lines, and models of other tools beside it."""
    vocabulary = folder / "model" / "shared_vocabulary.json"
    pieces = json.loads(vocabulary.read_text("utf-8"))
    (folder / "model" / "shared_vocabulary.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    vocabulary.unlink()
    metadata = {"package_version": "1.0", "argos_version": "1.0", "from_code": "fr", "from_name": "French"}
    metadata |= {"to_code": "en", "to_name": "English", "links": ["https://example.org/fr_en.argosmodel"]}
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    (folder / "README.md").write_text("# French - English\n", encoding="utf-8")
    (folder / "stanza" / "fr" / "tokenize").mkdir(parents=True)
    (folder / "stanza" / "fr" / "tokenize" / "gsd.pt").write_bytes(b"\x80\x04 a pickle that nobody opens")
    return folder


LAYOUTS = {
    "SentencePiece": lambda folder: folder,
    "BPE": with_bpe,
    "old": of_old,
    "old, with BPE": lambda folder: of_old(with_bpe(folder)),
}


def translated(pack: Pack, text: str) -> str:
    translator = Translator(TranslationSettings(source=pack.source, memory=False, threads=1), lambda *_: pack)
    [result] = translator.translate([(pack.source, text)])
    assert result.origin == "model"
    return result.text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_package_is_installed_from_a_file_and_from_a_server_and_translates(places, random_pack, tmp_path, layout):
    folder = LAYOUTS[layout](random_pack)
    file = argosmodel(folder, tmp_path / "pack.argosmodel")
    from_file = install_file(file, places)
    assert PackStore(places).verify(from_file) == []
    assert not list(from_file.path.rglob("*.pt"))
    with served(file.read_bytes()) as file_server:
        from_server = install(entry_at(file_server.url, file), places)
    assert from_server.digest() == from_file.digest()
    text = translated(from_file, SENTENCE)
    assert text
    assert text == translated(from_server, SENTENCE)
    # As Argos Translate installed it: the same files, and others.
    theirs = shutil.copytree(folder, places.argos_packs[0] / "fr_en")
    [found] = [pack for pack in PackStore(places).installed() if pack.path == theirs]
    assert found.digest() == from_file.digest()
    assert translated(found, SENTENCE) == text


def test_words_are_cut_as_the_package_says(places, random_pack, tmp_path):
    pack = install_file(argosmodel(with_bpe(random_pack), tmp_path / "pack.argosmodel"), places)
    model = open_model(pack)
    assert model.encode("que") == ["que"]
    assert model.encode("lundi") == ["l@@", "u@@", "n@@", "d@@", "i"]
    assert model.decode(["l@@", "u@@", "n@@", "d@@", "i", "que"]) == "lundi que"


def test_a_package_without_its_tokenizer_is_refused(places, random_pack, tmp_path):
    folder = with_bpe(random_pack)
    (folder / "bpe.model").unlink()
    with pytest.raises(PackError, match="no tokenizer"):
        install_file(argosmodel(folder, tmp_path / "pack.argosmodel"), places)


@pytest.mark.skipif(not runs_here(), reason="fxtranslate has no wheel for this machine")
@pytest.mark.parametrize("kinds", ["bpe, firefox", "firefox, sentencepiece", "firefox, firefox"])
def test_a_language_without_a_direct_pack_goes_through_english_over_packs_of_any_kind(places, tmp_path, kinds):
    makers = {"bpe": with_bpe, "sentencepiece": build_random_pack, "firefox": build_firefox_pack}
    first, second = kinds.split(", ")
    folders = [makers[first](tmp_path / "a" / "x", "es", "en"), makers[second](tmp_path / "b" / "x", "en", "fr")]
    packs = [install_file(argosmodel(folder, tmp_path / f"{n}.argosmodel"), places) for n, folder in enumerate(folders)]
    wire = tmp_path / "wire.txt"
    wire.write_text("El presidente dijo el lunes que no. El ministro dijo que no.\n", encoding="utf-8")
    settings = Settings(places, offline=True)
    settings = replace(settings, translation=TranslationSettings(source="es", target="fr", memory=False, threads=1))
    [article] = open_inputs([str(wire)], settings)
    brief = json.loads(to_json(Briefer(settings).brief(article)))
    assert brief["engine"]["pivot"] == "en"
    assert brief["engine"]["pack"] == " + ".join(pack.name for pack in packs)
    assert brief["engine"]["pack_sha256"] == " + ".join(pack.digest() for pack in packs)
    sentences = [sentence for paragraph in brief["paragraphs"] for sentence in paragraph["sentences"]]
    assert {sentence["origin"] for sentence in sentences} == {"model"}
