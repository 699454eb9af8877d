import http.server
import shutil
import socket
import threading
from dataclasses import replace
from types import SimpleNamespace

import pytest
from archives import argosmodel, entry_at, python, served, snapshot

from core.errors import Cancelled, PackError, PackMissing
from core.packs import Monitor, download
from core.packs.catalogue import Earlier
from core.packs.install import install
from core.packs.store import PackStore
from core.settings import Places

INSTALL = """
import sys
from pathlib import Path
from archives import entry_at
from core.packs.install import install
from core.settings import Places
install(entry_at(sys.argv[1], Path(sys.argv[2])), Places(Path(sys.argv[3])))
"""


@pytest.fixture(autouse=True)
def _patient_no_longer_than_a_test(monkeypatch):
    monkeypatch.setattr(download, "_PAUSE", 0.01)


@pytest.fixture
def file(random_pack, tmp_path):
    return argosmodel(random_pack, tmp_path / "pack.argosmodel")


@pytest.fixture
def file_server(file):
    with served(file.read_bytes()) as file_server:
        yield file_server


def test_a_pack_whose_earlier_version_is_not_installed_is_downloaded(places, file, file_server):
    entry = replace(entry_at(file_server.url, file), earlier=Earlier("translate-fr_en-test-0.9", "none.rows"))
    assert install(entry, places).problems() == []
    assert file_server.requests


def test_a_pack_is_downloaded_checked_and_installed(places, file, file_server):
    reports = []
    pack = install(entry_at(file_server.url, file), places, report=reports.append)
    assert PackStore(places).find("fr", "en") == pack
    assert pack.name == "translate-fr_en-test-1.0"
    download = [progress for progress in reports if progress.stage == "download"]
    assert download[-1].done == download[-1].total == file.stat().st_size
    assert list((places.home / "downloads").iterdir()) == []


def test_a_pack_that_is_there_and_whole_is_not_fetched_again(places, file, file_server):
    entry = entry_at(file_server.url, file)
    assert install(entry, places) == install(entry, places) == install(entry, places, offline=True)
    assert len(file_server.requests) == 1
    install(entry, places, force=True)
    assert len(file_server.requests) == 2


def test_a_damaged_pack_is_made_whole_by_installing_it_again(places, file, file_server):
    entry = entry_at(file_server.url, file)
    pack = install(entry, places)
    whole = snapshot(pack.path)
    (pack.path / "model" / "model.bin").write_bytes(b"damage")
    assert snapshot(install(entry, places).path) == whole


def test_offline_opens_no_socket_and_names_the_command(places, file, file_server):
    with pytest.raises(PackMissing) as caught:
        install(entry_at(file_server.url, file), places, offline=True)
    assert caught.value.status == 3
    assert "without --offline, run: depeche packs install translate-fr_en-test-1.0" in str(caught.value)
    assert file_server.requests == []
    assert not places.home.exists()


def test_a_connection_that_breaks_is_taken_up_where_it_broke(places, file, file_server):
    file_server.break_after = 150_000
    assert install(entry_at(file_server.url, file), places).problems() == []
    first, second = file_server.requests
    assert first is None
    assert 140_000 < int(second.removeprefix("bytes=").rstrip("-")) < 170_000  # the server sends blocks


def test_a_server_that_knows_no_ranges_is_asked_for_the_whole_again(places, file, file_server):
    file_server.break_after, file_server.knows_ranges = 65536, False
    assert install(entry_at(file_server.url, file), places).problems() == []


@pytest.mark.parametrize("status", [500, 503])
def test_attempts_that_bring_nothing_are_made_after_longer_and_longer_waits(
    places, file, file_server, monkeypatch, status
):
    waited = []
    monkeypatch.setattr(download, "_PAUSE", 0.5)
    monkeypatch.setattr(download, "time", SimpleNamespace(sleep=waited.append))
    file_server.status = status
    with pytest.raises(PackError, match=f"answered {status}"):
        install(entry_at(file_server.url, file), places)
    assert waited == [0.5, 1, 2]
    assert len(file_server.requests) == 4


def test_a_file_of_unknown_digest_is_asked_for_as_often_and_as_patiently(tmp_path, file_server, monkeypatch):
    waited = []
    monkeypatch.setattr(download, "_PAUSE", 0.5)
    monkeypatch.setattr(download, "time", SimpleNamespace(sleep=waited.append))
    file_server.status = 503
    with pytest.raises(PackError, match="answered 503"):
        download.download_unpinned(file_server.url, tmp_path / "models.json", 1_000_000, Monitor("the registry"))
    assert waited == [0.5, 1, 2]
    assert len(file_server.requests) == 4


def test_a_rest_that_the_server_does_not_have_is_fetched_from_the_beginning(places, file, file_server):
    part = places.home / "downloads" / "translate-fr_en-test-1.0.argosmodel.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"something else")
    file_server.content = b""
    file_server.status = 416
    with pytest.raises(PackError, match=r"the server does not know the rest of the file$"):
        install(entry_at(file_server.url, file), places)
    assert file_server.requests == ["bytes=14-", None, None, None, None][: len(file_server.requests)]
    assert not part.exists()


def test_what_is_there_already_needs_no_space_again(places, file, file_server, monkeypatch):
    entry = entry_at(file_server.url, file)
    free = entry.space - 70_000
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": free}))
    with pytest.raises(PackError, match="no space left"):
        install(entry, places)
    part = places.home / "downloads" / "translate-fr_en-test-1.0.argosmodel.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(file.read_bytes()[:69_999])
    with pytest.raises(PackError, match="no space left"):
        install(entry, places)
    part.write_bytes(file.read_bytes()[:70_000])
    assert install(entry, places).problems() == []


def test_what_arrived_before_the_network_failed_is_kept_for_the_next_time(places, file, file_server, monkeypatch):
    monkeypatch.setattr(download, "ATTEMPTS", 1)
    part = places.home / "downloads" / "translate-fr_en-test-1.0.argosmodel.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(file.read_bytes()[:70_000])
    file_server.status = 503
    with pytest.raises(PackError, match=r"127\.0\.0\.1 answered 503 .*; what has arrived is kept"):
        install(entry_at(file_server.url, file), places)
    assert part.stat().st_size == 70_000
    file_server.status = 200
    install(entry_at(file_server.url, file), places)
    assert file_server.requests[-1] == "bytes=70000-"
    assert not part.exists()


def test_a_file_that_is_not_the_expected_one_is_deleted_unused(places, file, file_server):
    with pytest.raises(PackError, match="SHA-256 is not the expected one; it was deleted, unused"):
        install(entry_at(file_server.url, file, sha256="0" * 64), places)
    assert snapshot(places.home) == {}


def test_a_file_that_never_ends_is_not_read_on(places, file, file_server):
    entry = entry_at(file_server.url, file)
    file_server.content = file_server.content + bytes(50_000_000)
    reports = []
    with pytest.raises(PackError, match="not the expected one"):
        install(entry, places, report=reports.append)
    assert max(progress.done for progress in reports) <= file.stat().st_size
    assert snapshot(places.home) == {}


@pytest.mark.parametrize(("status", "answer"), [(400, "400 Bad Request"), (404, "404 Not Found"), (499, "499")])
def test_a_request_that_the_server_refuses_is_not_repeated(places, file, file_server, status, answer):
    file_server.status = status
    with pytest.raises(PackError, match=rf"127\.0\.0\.1 answered {answer}"):
        install(entry_at(file_server.url, file), places)
    assert len(file_server.requests) == 1


def test_a_server_that_cannot_be_reached_is_reported(places, file):
    with pytest.raises(PackError, match=r"127\.0\.0\.1 cannot be reached$"):
        install(entry_at("http://127.0.0.1:9/pack", file), places)


@pytest.mark.parametrize("host", ["packs.invalid", "a.invalid", "192.0.2.1", "localhost.invalid"])
def test_an_address_without_tls_is_refused(places, file, host):
    with pytest.raises(PackError, match=f"^{host}: the address is not https"):
        install(entry_at(f"http://{host}/pack", file), places)


def test_this_very_machine_may_be_asked_without_tls_by_its_name_too(places, file, file_server):
    assert install(entry_at(file_server.url.replace("127.0.0.1", "localhost"), file), places).problems() == []


def test_a_cancelled_download_leaves_nothing(places, file, file_server):
    file_server.pause = 0.02
    reports = []
    with pytest.raises(Cancelled):
        install(
            entry_at(file_server.url, file),
            places,
            report=reports.append,
            cancelled=lambda: any(progress.done for progress in reports),
        )
    assert snapshot(places.home) == {}
    assert [path.name for path in places.packs.iterdir()] == [".lock"]


def test_of_two_processes_only_one_downloads(places, file, file_server, monkeypatch):
    file_server.pause = 0.03
    monkeypatch.setenv("PYTHONPATH", str(__file__.rpartition("/")[0]))
    processes = [python(INSTALL, file_server.url, file, places.home) for _ in range(2)]
    for process in processes:
        assert process.communicate(timeout=60) == ("", "")
        assert process.returncode == 0
    assert len(file_server.requests) == 1


def test_a_pack_of_another_pair_than_the_catalogue_says_is_refused(places, tmp_path):
    from random_pack import build_random_pack

    other = argosmodel(build_random_pack(tmp_path / "de_en", source="de"), tmp_path / "de.argosmodel")
    with served(other.read_bytes()) as file_server, pytest.raises(PackError, match="the pack is for de-en"):
        install(entry_at(file_server.url, other), places)
    assert PackStore(places).installed() == []


def test_too_little_space_is_reported_before_anything_is_fetched(file, file_server, tmp_path):
    from dataclasses import replace

    entry = replace(entry_at(file_server.url, file), installed_size=10**15)
    with pytest.raises(PackError, match=r"no space left for it in .* \(1000000\d* MB needed\)"):
        install(entry, Places(tmp_path / "home"))
    assert file_server.requests == []


class _Elsewhere(http.server.BaseHTTPRequestHandler):
    """Sends everybody elsewhere."""

    def do_GET(self):
        self.send_response(302)
        self.send_header("Location", "http://elsewhere.invalid/pack")
        self.end_headers()

    def log_message(self, *args):
        pass


def test_a_redirect_to_an_address_without_tls_is_not_followed(places, file):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        with pytest.raises(PackError, match=r"^elsewhere\.invalid: the address is not https; nothing was fetched"):
            install(entry_at(f"http://127.0.0.1:{server.server_port}/pack", file), places)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_server_whose_certificate_does_not_hold_is_said_to_be_untrusted(places, file, file_server, monkeypatch):
    monkeypatch.setattr(download, "ATTEMPTS", 1)
    with pytest.raises(PackError, match=r"the certificate of 127\.0\.0\.1 is not trusted$"):
        install(entry_at(file_server.url.replace("http:", "https:"), file), places)


def test_a_server_that_takes_calls_and_says_nothing_did_not_answer_in_time(places, file, monkeypatch):
    monkeypatch.setattr(download, "ATTEMPTS", 1)
    monkeypatch.setattr(download, "TIMEOUT", (30, 0.2))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/pack"
        with pytest.raises(PackError, match=r"127\.0\.0\.1 did not answer in time$"):
            install(entry_at(address, file), places)


def test_of_a_connection_that_breaks_at_most_eight_kilobytes_are_lost(places, file, file_server, monkeypatch):
    monkeypatch.setattr(download, "ATTEMPTS", 1)
    file_server.break_after = 1  # after the first block, of 16 kB
    reports = []

    def report(progress):
        reports.append(progress.done)
        file_server.status = 503 if progress.done else 200

    with pytest.raises(PackError, match="what has arrived is kept"):
        install(entry_at(file_server.url, file), places, report=report)
    [part] = (places.home / "downloads").iterdir()
    assert 16384 - 8192 <= part.stat().st_size <= 16384
    # It is reported as it comes.
    assert reports[:3] == [0, 8192, 16384]


def test_a_server_that_sends_another_part_than_asked_for_is_asked_for_the_whole(tmp_path, file_server):
    goal = tmp_path / "models.json"
    (tmp_path / "models.json.part").write_bytes(file_server.content[:5])
    download.download_unpinned(file_server.url, goal, len(file_server.content), Monitor("the registry"))
    assert goal.read_bytes() == file_server.content
    assert file_server.requests == ["bytes=5-"]


@pytest.mark.parametrize(("spare", "fits"), [(0, True), (-1, False)])
def test_a_file_of_unknown_digest_has_at_most_the_size_that_is_allowed(tmp_path, file_server, spare, fits):
    goal, most = tmp_path / "models.json", len(file_server.content) + spare
    if fits:
        download.download_unpinned(file_server.url, goal, most, Monitor("the registry"))
        assert goal.read_bytes() == file_server.content
        # What is there is not fetched again.
        download.download_unpinned(file_server.url, goal, most, Monitor("the registry"))
        assert len(file_server.requests) == 1
    else:
        with pytest.raises(PackError, match=r"127\.0\.0\.1 gave a file that is too large; it was deleted"):
            download.download_unpinned(file_server.url, goal, most, Monitor("the registry"))
        assert list(tmp_path.glob("models*")) == []


def test_a_cancelled_download_is_said_to_be_cancelled_though_the_temporary_folder_is_gone(places, file, file_server):
    def report(progress):
        for work in places.packs.glob(".tmp-*"):
            shutil.rmtree(work)
        raise Cancelled("pack")

    with pytest.raises(Cancelled):
        install(entry_at(file_server.url, file), places, report=report)
