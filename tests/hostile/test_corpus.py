"""Every document of the hostile corpus becomes articles or one clear line, within its budget."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.corpus import REPEATING
from tests.hostile.memory import Weighed

ROOT = Path(__file__).parents[2]
SECONDS = 7.0
"""Of processor time for one document, here. The program may take 20 seconds, but documents are a third of the size at
which faults were found: what grows with the square of it would take a minute there."""
MEGABYTES = 800
"""Of all processes together: the one that detects and segments, and the sandbox."""
READ = """
import json, sys, time
from itertools import islice
from pathlib import Path
from core.errors import InputError
from core.language import Detector
from core.reading import Input, limits
from core.segmentation import segment

limits.SECONDS = limits.PDF_SECONDS = 5.0
detector = Detector()
detector.load()
done = set()
for path in sorted(Path(sys.argv[1]).iterdir()):
    before, said = time.process_time(), ""
    try:
        # The first few are processed to the end.
        for article in islice(Input(str(path), path.name).articles(), 5):
            # One text in nine formats counts once.
            if hash(article.text) not in done:
                detector.detect(article.text)
                assert segment(article).text == article.text
                done.add(hash(article.text))
    except InputError as error:
        said = str(error)
    print(json.dumps([path.name, time.process_time() - before, said]), flush=True)
"""
READ_LISTS = """
import json, sys, time
from pathlib import Path
from core.errors import DepecheError
from core.export.json_read import from_json
from core.feeds.opml import read_opml
from core.memory.tmx import read_tmx
from core.translation.terminology.glossary import read_terms

readers = {
    ".opml": read_opml,
    ".tmx": lambda path: list(read_tmx(path)),
    ".tbx": read_terms,
    ".csv": read_terms,
    ".brief": lambda path: from_json(path.read_text("utf-8")),
}
for path in sorted(Path(sys.argv[1]).iterdir()):
    before, said = time.process_time(), ""
    try:
        readers[path.suffix](path)
    except DepecheError as error:
        said = str(error)
    print(json.dumps([path.name, time.process_time() - before, said]), flush=True)
"""


def weighed(code: str, folder: Path) -> list[tuple[str, float, str, int]]:
    """Run a program over a folder: each file's name, seconds, what was said of it, and the most memory of all processes."""
    command = [sys.executable, "-c", code, str(folder)]
    process = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    weights = Weighed(process.pid, MEGABYTES << 20)
    results = [(*json.loads(line), sum(weights.taken())) for line in process.stdout]
    _, err = process.communicate()
    weights.end()
    assert process.returncode == 0, err
    return results


def over(results: list[tuple[str, float, str, int]], seconds: float = SECONDS) -> list[tuple[str, float, str, int]]:
    """Documents that took more than they may, or gave more than one line of error."""
    return [
        result
        for result in results
        if result[1] > seconds
        or result[3] > MEGABYTES << 20
        or "\n" in result[2]
        or len(result[2]) > 600
        or "Traceback" in result[2]
    ]


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured by means of Linux")
def test_every_hostile_document_is_read_or_refused_within_its_budget(tmp_path):
    make = [sys.executable, "-m", "tests.hostile.corpus", str(tmp_path)]
    subprocess.run(make, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)
    names = {path.name for path in tmp_path.iterdir()}
    assert len(names) >= 940
    assert {*REPEATING.values()} <= names
    results = weighed(READ, tmp_path)
    assert {name for name, *_ in results} == names
    assert over(results) == []
    refusals = [message for _, _, message, _ in results if message]
    assert 10 < len(refusals) < len(names) - 100


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured by means of Linux")
def test_every_hostile_list_is_read_or_refused_within_its_budget(tmp_path):
    make = [sys.executable, "-m", "tests.hostile.corpus", str(tmp_path), "lists"]
    subprocess.run(make, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)
    results = weighed(READ_LISTS, tmp_path)
    assert len(results) == len([*tmp_path.iterdir()]) >= 25
    assert over(results, 20.0) == []
