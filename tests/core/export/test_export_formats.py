"""The formats together: the same brief gives the same bytes, and one document can hold several briefs."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from briefs import brief

from core.errors import UsageError
from core.export import FORMATS, collection

MAKE = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from briefs import brief
from core.article import Flag
from core.export import FORMATS
made = brief("Titre", "Le texte.", "La suite.", flags=(Flag("number", "3"), Flag("name", "Anne")))
for form in FORMATS.values():
    print(form.name, hashlib.sha256(form.write(made)).hexdigest())
    if form.collects:
        print(form.name, hashlib.sha256(form.collect([made, made])).hexdigest())
"""


def made_in_a_process_of_its_own(seed: str) -> str:
    command = [sys.executable, "-c", MAKE, str(Path(__file__).parent)]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def test_two_processes_write_the_same_bytes_in_every_format():
    first, second = made_in_a_process_of_its_own("1"), made_in_a_process_of_its_own("2")
    assert first == second
    assert len(first.splitlines()) == len(FORMATS) + sum(form.collects for form in FORMATS.values())


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_a_format_writes_the_same_bytes_twice(form):
    assert hashlib.sha256(form.write(brief("Titre", "Le texte."))).digest() == hashlib.sha256(form.write(brief("Titre", "Le texte."))).digest()  # fmt: skip


def test_a_collection_of_one_brief_is_that_brief():
    sample = brief("Titre", "Le texte.")
    for form in FORMATS.values():
        if form.collects:
            assert form.collect([sample]) == form.write(sample)


@pytest.mark.parametrize("name", ["all.json", "all", "all.txt", "all.htmlx"])
def test_a_collection_whose_name_says_no_format_of_it_is_refused(name):
    with pytest.raises(UsageError, match=r"\.md, \.html, \.docx, \.tmx"):
        collection(Path(name))


def test_a_collections_format_is_recognised_by_its_name():
    assert collection(Path("a.b/Digest.HTML")) is FORMATS["html"]
    with pytest.raises(UsageError):
        FORMATS["html"].collect([])
