"""Models of Firefox Translations, from a server on loopback laid out like Mozilla's."""

import gzip
import hashlib
import http.server
import json
import os
import random
import signal
import threading
import time
from dataclasses import replace

import pytest
from archives import python, snapshot
from random_firefox import Shape, build_files, train_vocabulary

from core.errors import Cancelled, PackError, PackMissing
from core.packs import CHUNK, download, firefox_registry
from core.packs.catalogue import CatalogueEntry, FileDigest, FirefoxOrigin, load_catalogue
from core.packs.firefox import runs_here
from core.packs.firefox_registry import _unpack, entries, refresh
from core.packs.install import install
from core.packs.metadata import FIREFOX_MODEL, FIREFOX_SHORTLIST, FIREFOX_VOCABULARIES, BadPackError
from core.packs.store import PackStore
from core.settings import Places

pytestmark = pytest.mark.skipif(not runs_here(), reason="fxtranslate has no wheel for this machine")
BELOW = "models/es-en/some_run/exported"
PATHS = [f"{BELOW}/{name}.gz" for name in ("model.esen.intgemm.alphas.bin", "lex.50.50.esen.s2t.bin", "vocab.esen.spm")]


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        server = self.server
        name = self.path.lstrip("/")
        server.asked.append((name, self.headers.get("Range")))
        data = server.files.get(name)
        if data is None:
            self.send_error(404)
            return
        if name in server.looping:
            self.send_response(302)
            self.send_header("Location", f"/{name}")
            self.end_headers()
            return
        start = int((self.headers.get("Range") or "bytes=0-").removeprefix("bytes=").rstrip("-"))
        self.send_response(206 if start else 200)
        if start:
            start = max(0, start - server.behind)
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        if name in server.unpacking:
            self.send_header("Content-Encoding", "gzip")
        if name not in server.unmeasured:
            self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        if name in server.held:
            self.wfile.write(data[start : start + 100])
            server.over.wait()
        for position in range(start, len(data), 4096):
            if server.cut is not None and position - start >= server.cut:
                server.cut = server.cut if server.cut_each else None
                self.connection.close()
                return
            try:
                self.wfile.write(data[position : position + 4096])
            except OSError:
                return
            server.over.wait(server.pause)

    def log_message(self, *args):
        pass


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setattr(download, "_PAUSE", 0.01)
    served = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    files = build_files(shape=Shape(inner=2048))
    served.model = files[FIREFOX_MODEL]
    names = (FIREFOX_MODEL, FIREFOX_SHORTLIST, FIREFOX_VOCABULARIES[0])
    served.files = {path: gzip.compress(files[name]) for path, name in zip(PATHS, names, strict=True)}
    served.asked, served.unpacking, served.held, served.cut = [], set(), set(), None
    served.pause, served.over, served.behind, served.looping = 0, threading.Event(), 0, set()
    served.unmeasured = set()
    served.cut_each = False
    served.base = f"http://127.0.0.1:{served.server_port}"
    thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield served
    served.over.set()
    served.shutdown()
    thread.join()
    served.server_close()


def entry_at(base: str, size: int, sha256: str, name: str = "translate-es_en-firefox-tiny-test") -> CatalogueEntry:
    origin = FirefoxOrigin(base, FileDigest(size, sha256), tuple(PATHS))
    return CatalogueEntry("es", "en", name, "1.0", "Spanish → English, Firefox", "Mozilla", "MPL-2.0", 200_000, origin)


def entry_of(server) -> CatalogueEntry:
    return entry_at(server.base, len(server.model), hashlib.sha256(server.model).hexdigest())


def test_a_model_is_fetched_unpacked_checked_and_installed(server, places):
    reports = []
    pack = install(entry_of(server), places, report=reports.append)
    assert (pack.engine, pack.licence, pack.title) == ("firefox", "MPL-2.0", "Spanish → English")
    assert PackStore(places).find("es", "en") == pack
    assert PackStore(places).verify(pack) == []
    assert {progress.stage for progress in reports} >= {"download", "prove"}
    assert list((places.home / "downloads").iterdir()) == []
    assert [name for name, _ in server.asked] == PATHS
    install(entry_of(server), places)
    assert len(server.asked) == 3


def test_a_model_with_a_vocabulary_for_each_language_is_installed_with_both(server, places):
    files = build_files(split=True)
    paths = [*PATHS[:2], f"{BELOW}/srcvocab.esen.spm.gz", f"{BELOW}/trgvocab.esen.spm.gz"]
    names = (FIREFOX_MODEL, FIREFOX_SHORTLIST, *FIREFOX_VOCABULARIES[1:])
    server.files = {path: gzip.compress(files[name]) for path, name in zip(paths, names, strict=True)}
    model = FileDigest(len(files[FIREFOX_MODEL]), hashlib.sha256(files[FIREFOX_MODEL]).hexdigest())
    pack = install(replace(entry_of(server), origin=FirefoxOrigin(server.base, model, tuple(paths))), places)
    assert {name: (pack.path / name).read_bytes() for name in names} == files
    assert pack.problems() == []


def test_a_connection_that_breaks_every_few_kilobytes_brings_the_whole_model_in_the_end(server, places):
    server.cut, server.cut_each = 20_000, True
    assert install(entry_of(server), places).problems() == []
    assert len(server.asked) > len(server.files[PATHS[0]]) / 30_000


def test_a_file_that_breaks_off_without_end_is_not_called_out_of_reach(server, places):
    server.cut, server.cut_each = 0, True
    with pytest.raises(PackError, match="sent less than the whole file"):
        install(entry_of(server), places)


def test_a_server_that_unpacks_on_the_way_is_understood(server, places):
    server.unpacking = set(PATHS)
    assert install(entry_of(server), places).problems() == []


def test_a_server_that_gives_no_length_is_understood(server, places):
    server.unmeasured = set(PATHS)
    assert install(entry_of(server), places).problems() == []


def test_what_broke_off_is_taken_up_where_it_broke(server, places):
    server.cut = 200_000
    install(entry_of(server), places)
    assert server.asked[1][0] == PATHS[0]
    assert 50_000 < int(server.asked[1][1].removeprefix("bytes=").rstrip("-")) <= 200_704


def test_another_part_than_asked_for_is_not_joined_to_what_has_arrived(server, places):
    server.cut, server.behind = 100_000, 50
    assert install(entry_of(server), places).problems() == []
    assert [from_byte for name, from_byte in server.asked if name == PATHS[0]].count(None) == 2


def test_redirects_without_end_are_one_line(server, places):
    server.looping = {PATHS[0]}
    with pytest.raises(PackError, match="redirects without end"):
        install(entry_of(server), places)
    assert len(server.asked) < 50
    assert snapshot(places.packs) == {}


def test_a_file_that_is_not_there_is_said_and_the_next_run_goes_on(server, places):
    missing = server.files.pop(PATHS[2])
    with pytest.raises(PackError, match="answered 404"):
        install(entry_of(server), places)
    assert PackStore(places).installed() == []
    server.files[PATHS[2]] = missing
    before = len(server.asked)
    install(entry_of(server), places)
    assert [name for name, _ in server.asked[before:]] == PATHS[2:]


def flipped(data: bytes) -> bytes:
    return data[:5000] + bytes([data[5000] ^ 1]) + data[5001:]


def flipped_at_its_end(data: bytes) -> bytes:
    return data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]


def repacked(server, number: int, change) -> dict[str, bytes]:
    """One file of the server, changed before it was packed."""
    return {PATHS[number]: gzip.compress(change(gzip.decompress(server.files[PATHS[number]])))}


SPOILT = {
    "a byte of the model": ("size and SHA-256", lambda server: {PATHS[0]: gzip.compress(flipped(server.model))}),
    "a byte of the packed model": ("does not unpack", lambda server: {PATHS[0]: flipped(server.files[PATHS[0]])}),
    "a model too short": ("size and SHA-256", lambda server: {PATHS[0]: gzip.compress(server.model[:-256])}),
    "a model too long": ("size and SHA-256", lambda server: {PATHS[0]: gzip.compress(server.model + b"x")}),
    "a bomb": ("size and SHA-256", lambda server: {PATHS[0]: gzip.compress(bytes(50_000_000))}),
    "a byte of the shortlist": ("no whole shortlist", lambda server: repacked(server, 1, flipped_at_its_end)),
    "a shortlist too short": ("no whole shortlist", lambda server: repacked(server, 1, lambda data: data[:-8])),
    "no shortlist": ("no whole shortlist", lambda server: {PATHS[1]: gzip.compress(b"")}),
    "a vocabulary that was cut": ("no vocabulary", lambda server: repacked(server, 2, lambda data: data[:500])),
    "a packed file that was cut": ("does not unpack", lambda server: {PATHS[1]: server.files[PATHS[1]][:-20]}),
    "another vocabulary": ("the model was made for", lambda server: {PATHS[2]: gzip.compress(train_vocabulary(88))}),
    "a page in the place of the vocabulary": (
        "no vocabulary",
        lambda server: {PATHS[2]: b"<html>Sign in to this network</html>"},
    ),
}


@pytest.mark.parametrize("what", SPOILT)
def test_what_is_not_as_it_should_be_leaves_the_old_state_whole(server, places, what):
    old = install(entry_at(server.base, len(server.model), hashlib.sha256(server.model).hexdigest(), "old"), places)
    before = snapshot(places.packs)
    message, spoil = SPOILT[what]
    server.files |= spoil(server)
    with pytest.raises(PackError, match=message):
        install(entry_of(server), places)
    assert snapshot(places.packs) == before
    assert list((places.home / "downloads").iterdir()) == []
    assert old.problems() == []


def test_what_unpacks_to_more_than_a_model_has_is_not_unpacked_to_its_end(tmp_path):
    (tmp_path / "model.gz").write_bytes(gzip.compress(bytes(20_000_000)))
    with pytest.raises(BadPackError, match="size and SHA-256"):
        _unpack(tmp_path / "model.gz", tmp_path / "model", FileDigest(1000, "0" * 64))
    assert (tmp_path / "model").stat().st_size <= 1000 + CHUNK


def test_a_slow_download_is_cancelled_at_once_and_leaves_nothing(server, places):
    server.pause = 0.02
    polls = []
    with pytest.raises(Cancelled):
        install(entry_of(server), places, cancelled=lambda: polls.append(1) or len(polls) > 3)
    assert snapshot(places.home) == {}


def test_a_full_disk_is_said_and_leaves_the_old_state(server, disk):
    places = Places(disk / "home")
    with pytest.raises(PackError, match="no space left"):
        install(entry_of(server), places)
    assert snapshot(places.packs) == {}


INSTALL = """
import sys
from test_firefox_registry import entry_at
from core.packs.install import install
from core.settings import Places
from pathlib import Path
install(entry_at(sys.argv[1], int(sys.argv[2]), sys.argv[3]), Places(Path(sys.argv[4])))
"""


@pytest.mark.parametrize("file", [0, 1, 2])
def test_a_kill_leaves_the_old_state_and_the_next_run_does_it(server, places, file):
    entry = entry_of(server)
    old = install(entry_at(server.base, entry.origin.model.size, entry.origin.model.sha256, "old"), places)
    server.held, before = {PATHS[file]}, len(server.asked)
    here = os.path.dirname(__file__)
    path = os.pathsep.join([here, os.path.join(here, "..", ".."), os.environ.get("PYTHONPATH", "")])
    process = python(
        INSTALL, server.base, entry.origin.model.size, entry.origin.model.sha256, places.home,
        env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    end = time.monotonic() + 60
    while PATHS[file] not in [name for name, _ in server.asked[before:]]:
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < end
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert [pack.name for pack in PackStore(places).installed()] == ["old"]
    assert old.problems() == []
    server.held = set()
    assert install(entry, places).problems() == []


def test_offline_asks_for_nothing(server, places):
    with pytest.raises(PackMissing, match="needs the network"):
        install(entry_of(server), places, offline=True)
    assert server.asked == []


def test_every_released_model_is_in_the_catalogue_with_what_pins_it():
    found = [entry for entry in load_catalogue().entries if entry.kind == "firefox"]
    assert len(found) == 100
    assert len({entry.name for entry in found}) == 100
    assert all("en" in (entry.source, entry.target) for entry in found)
    assert all(15e6 < entry.origin.model.size < 70e6 and len(entry.origin.model.sha256) == 64 for entry in found)
    vocabularies = [[path for path in entry.origin.paths if path.endswith(".spm.gz")] for entry in found]
    assert [len(paths) for paths in vocabularies].count(1) == 95
    assert all("/vocab." in paths[0] if len(paths) == 1 else "/trgvocab." in paths[1] for paths in vocabularies)
    assert sum(entry.comet is None for entry in found) == 1
    assert all(0.7 < entry.comet < 1 for entry in found if entry.comet)
    assert load_catalogue().find("fr", "en").kind == "opus"
    assert load_catalogue().find("es", "en").kind == "firefox"
    assert load_catalogue().named("translate-es_en-argos-1.0").kind == "argos"


def registry(server, **other) -> dict:
    files = {"model": {"path": PATHS[0], "uncompressedSize": len(server.model)}, "lexicalShortlist": {"path": PATHS[1]}}
    files["model"]["uncompressedHash"] = hashlib.sha256(server.model).hexdigest()
    files["vocab"] = {"path": PATHS[2]}
    model = {"sourceLanguage": "es", "targetLanguage": "en", "architecture": "tiny", "releaseStatus": "Release"}
    return {"baseUrl": "elsewhere", "models": {"es-en": [{**model, "files": files, **other}]}}


@pytest.mark.parametrize("sent", [bytes, gzip.compress], ids=["plain", "gzipped"])
def test_the_newest_registry_is_read_and_holds_from_then_on(server, places, sent):
    server.files["db/models.json"] = sent(json.dumps(registry(server)).encode())
    assert refresh(places, "2026.11.29", server.base) == 1
    [entry] = [entry for entry in load_catalogue(places).entries if entry.kind == "firefox"]
    assert (entry.pair, entry.version) == ("es-en", "2026.11.29")
    assert install(entry, places).problems() == []
    assert len(load_catalogue().entries) > 100


@pytest.mark.parametrize(
    ("scores", "comet"),
    [({"COMET22": 0.87}, 0.87), ({"bleu": 0.4, "comet": 0.81}, 0.81), ({"comet": 87.0}, None), ({"comet": 1.2}, None), ({"comet": 0.0}, None), ({"comet": -0.2}, None), ("none", None)],
)  # fmt: skip
def test_a_models_comet_is_read_where_it_is_one(server, places, scores, comet):
    server.files["db/models.json"] = json.dumps(registry(server, evaluation=scores)).encode()
    refresh(places, "2026.11.29", server.base)
    [entry] = [entry for entry in load_catalogue(places).entries if entry.kind == "firefox"]
    assert entry.comet == comet


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("az", "Azerbaijani"), ("be", "Belarusian"), ("bs", "Bosnian"), ("hbs", "Serbo-Croat"), ("is", "Icelandic"),
        ("ka", "Georgian"), ("ms", "Malay"), ("nb", "Bokmål"), ("nn", "Nynorsk"), ("sr", "Serbian"),
        ("zh_hant", "Chinese (traditional)"), ("es", "Spanish"),
    ],
)  # fmt: skip
def test_a_model_is_listed_under_the_names_of_its_languages(server, places, code, name):
    server.files["db/models.json"] = json.dumps(registry(server, sourceLanguage=code)).encode()
    refresh(places, "2026.11.29", server.base)
    [entry] = [entry for entry in load_catalogue(places).entries if entry.kind == "firefox"]
    assert entry.title == f"{name} → English, Firefox"


@pytest.mark.parametrize(
    "answer",
    [b"not json", b"[]", b'{"models": {}}', b'{"models": {"es-en": [{"releaseStatus": "Release"}]}}'],
)
def test_a_registry_of_another_form_changes_nothing(server, places, answer):
    server.files["db/models.json"] = answer
    with pytest.raises(PackError, match="what was known stays"):
        refresh(places, "2026.11.29", server.base)
    assert load_catalogue(places) == load_catalogue()


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("vocab", "../../etc/passwd.gz"),
        ("vocab", "models/../../passwd.gz"),
        ("vocab", "/etc/passwd.gz"),
        ("vocab", "vocab.spm.gz"),
        ("vocab", "models/es-en/vocab.spm"),
        ("vocab", "models/es-en/vocab.spm.gz?key=1"),
        ("model", "https://example.org/models/model.gz"),
        ("lexicalShortlist", "models/es en/lex.gz"),
    ],
)
def test_a_registry_that_names_paths_elsewhere_is_not_believed(server, places, file, path):
    models = registry(server)
    models["models"]["es-en"][0]["files"][file]["path"] = path
    server.files["db/models.json"] = json.dumps(models).encode()
    with pytest.raises(PackError, match="no released model"):
        refresh(places, "2026.11.29", server.base)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("sourceLanguage", "es/.."),
        ("sourceLanguage", "ES"),
        ("sourceLanguage", "spanish"),
        ("targetLanguage", "fr"),
        ("architecture", "tiny/../.."),
        ("architecture", "a" * 21),
        ("releaseStatus", "Nightly"),
    ],
)
def test_a_registry_whose_languages_kinds_or_release_are_unknown_offers_no_model(server, places, key, value):
    models = registry(server)
    models["models"]["es-en"][0][key] = value
    server.files["db/models.json"] = json.dumps(models).encode()
    with pytest.raises(PackError, match="no released model"):
        refresh(places, "2026.11.29", server.base)


@pytest.mark.parametrize("digest", ["0" * 63, "0" * 65, "g" * 64, ""])
def test_a_registry_without_the_sha_256_of_a_model_offers_no_model(server, places, digest):
    models = registry(server)
    models["models"]["es-en"][0]["files"]["model"]["uncompressedHash"] = digest
    server.files["db/models.json"] = json.dumps(models).encode()
    with pytest.raises(PackError, match="no released model"):
        refresh(places, "2026.11.29", server.base)


def test_a_vocabulary_may_be_larger_than_the_model(server, places):
    server.files[PATHS[2]] = random.Random(1).randbytes(len(server.model) + 2 * CHUNK)
    with pytest.raises(PackError, match=r"vocab\.spm is no vocabulary"):
        install(entry_of(server), places)


@pytest.mark.parametrize("number", [1, 2])
def test_a_vocabulary_or_a_shortlist_without_end_is_not_read_on(server, places, monkeypatch, number):
    monkeypatch.setattr(firefox_registry, "_MAX_BYTES", 300_000)
    server.files[PATHS[number]] = random.Random(1).randbytes(300_001)
    with pytest.raises(PackError, match="gave a file that is too large; it was deleted"):
        install(entry_of(server), places)
    assert not [path for path in (places.home / "downloads").iterdir() if f".{number}." in path.name]


def test_a_packed_model_that_is_larger_than_the_model_itself_is_not_read_on(server, places):
    server.files[PATHS[0]] = random.Random(1).randbytes(len(server.model) + CHUNK + 1)
    with pytest.raises(PackError, match="gave a file that is too large; it was deleted"):
        install(entry_of(server), places)
    assert [name for name, _ in server.asked] == PATHS[:1]


def test_a_vocabulary_that_unpacks_to_more_than_any_has_is_not_used(server, places, monkeypatch):
    monkeypatch.setattr(firefox_registry, "_MAX_BYTES", 300_000)
    server.files[PATHS[2]] = gzip.compress(bytes(300_001))
    with pytest.raises(PackError, match=r"vocab\.spm is not of the expected size"):
        install(entry_of(server), places)


def test_the_credit_and_the_licence_of_mozilla_lie_in_the_pack(server, places):
    readme = (install(entry_of(server), places).path / "README.md").read_text("utf-8")
    assert readme.startswith(
        "# Spanish → English, Firefox\n\nMozilla. Licence: MPL-2.0 (<https://mozilla.org/MPL/2.0/>)."
    )


def test_of_two_released_models_for_a_pair_the_one_for_computers_is_offered_first(server, places):
    models = registry(server, architecture="tiny", releaseStatus="Release Android")
    models["models"]["es-en"] += registry(server, architecture="base", releaseStatus="Release")["models"]["es-en"]
    server.files["db/models.json"] = json.dumps(models).encode()
    assert refresh(places, "2026.11.29", server.base) == 2
    assert "-firefox-base-" in load_catalogue(places).find("es", "en").name
    assert list((places.home / "downloads").iterdir()) == []


def test_a_model_of_the_catalogue_is_called_by_its_digest_and_takes_the_space_of_all_its_files():
    for entry in entries():
        assert entry.name.startswith(f"translate-{entry.source}_{entry.target}-firefox-")
        assert entry.name.endswith(f"-{entry.origin.model.sha256[:8]}")
        assert entry.installed_size == entry.origin.model.size + 6_000_000
        assert entry.comet is None or 0.5 < entry.comet < 1
