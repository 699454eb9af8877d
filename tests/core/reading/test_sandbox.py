"""The sandbox: parsing in it gives what parsing without it gives, and nothing else is possible in it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from justext.utils import get_stoplist, get_stoplists

from core import processes
from core.batch.read_ahead import ReadAhead
from core.errors import InputError
from core.processes import import_folders
from core.reading import Input, feed, formats, limits, sandbox_pool
from core.reading.fetch import FetchedPage
from tests.hostile.memory import share

ROOT = Path(__file__).parents[3]
PARAGRAPH = "<p>La façade du vieux marché sera rénovée d'ici à la fin de l'année prochaine.</p>"
PAGE = (
    f"<!doctype html><html><head><title>Un titre</title></head><body><article><h1>Un titre</h1>{PARAGRAPH * 20}"
    "</article></body></html>"
).encode()
TTML = b"<tt xmlns='http://www.w3.org/ns/ttml'><body><div><p begin='1s' end='2s'>Il pleut.</p></div></body></tt>"
MAILS = b"".join(
    b"From a@b.example Tue Mar  3 08:00:00 2026\nFrom: a@b.example\nTo: c@d.example\nSubject: Essai %d\n\nIl pleut.\n\n"
    % n
    for n in range(50)
)
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="walls of Linux")


@pytest.fixture(autouse=True)
def _no_idle_process():
    sandbox_pool._close()
    yield
    sandbox_pool._close()


@pytest.mark.parametrize(("data", "name"), [(PAGE, "a.html"), (MAILS, "a.mbox"), (b"# Titre\n\nUn texte.\n", "a.md")])
def test_the_sandbox_reads_the_same_as_without(data, name):
    assert list(sandbox_pool.articles(data, name)) == list(formats.articles(data, name))
    page = FetchedPage(data, "https://journal.example/a", None)
    assert list(sandbox_pool.fetched(page, name)) == list(formats.fetched(page, name))


def test_errors_and_notes_come_through_with_their_templates(tmp_path):
    for data in (b"PK\x03\x04rubbish", b"%PDF-1.4 rubbish", b"<html></html>"):
        with pytest.raises(InputError) as outside:
            list(formats.articles(data, "a"))
        with pytest.raises(InputError) as inside:
            list(sandbox_pool.articles(data, "a"))
        assert str(inside.value) == str(outside.value)
        assert inside.value.problem.id == outside.value.problem.id


def test_one_process_reads_one_document_after_another_and_plain_text_needs_none():
    list(sandbox_pool.articles(b"Titre\n\nUn texte.\n", "a.txt"))
    assert sandbox_pool._idle == []
    list(sandbox_pool.articles(PAGE, "a.html"))
    [worker] = sandbox_pool._idle
    list(sandbox_pool.articles(PAGE, "b.html"))
    assert sandbox_pool._idle == [worker]


@LINUX
def test_the_first_page_with_little_text_does_not_make_the_process_larger_for_good():
    [*sandbox_pool.articles(PAGE, "a.html")]
    [process] = sandbox_pool._idle
    before = share(process._process.pid)
    # Here the stop words of all languages are loaded, to tell what is text; by itself jusText would take 33 MB for them.
    brief = PAGE.replace(PARAGRAPH.encode() * 20, PARAGRAPH.encode())
    for _ in range(3):
        [article] = sandbox_pool.articles(brief, "b.html")
        assert "La façade du vieux marché" in article.text
    assert sandbox_pool._idle == [process]
    assert share(process._process.pid) - before < 10 << 20


def test_what_is_a_stop_word_of_a_page_is_what_justext_lists():
    words = limits._StopWords()
    listed = {word for language in get_stoplists() for word in get_stoplist(language)}
    assert all(word in words for word in listed)
    assert not any(f"{word}{word}x" in words for word in listed)


def test_a_program_with_much_memory_of_its_own_uses_one_process_again_too():
    ballast = b"x" * (300 << 20)
    list(sandbox_pool.articles(PAGE, "a.html"))
    assert len(sandbox_pool._idle) == 1
    assert ballast[-1] == ord("x")


def test_a_document_that_takes_too_long_is_one_clear_error_and_the_next_is_read(monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(limits, "SECONDS", 0.0)
        with pytest.raises(InputError, match="reading it takes more than 0 seconds"):
            list(sandbox_pool.articles(PAGE * 20, "a.html"))
    assert len(list(sandbox_pool.articles(PAGE, "a.html"))) == 1


def test_a_feed_that_would_block_the_program_forever_is_one_clear_error_to_read_and_to_refresh(monkeypatch):
    # An expression of feedparser looks for an address in each letter's rest.
    author = b"<rss version='2.0'><channel><item><author>" + b"a." * 60_000 + b"</author></item></channel></rss>"
    with monkeypatch.context() as patched:
        patched.setattr(limits, "SECONDS", 0.0)
        for ask in (
            lambda: list(sandbox_pool.articles(author, "a.xml")),
            lambda: sandbox_pool.feed(author, "a.xml", None, None, None),
        ):
            with pytest.raises(InputError, match=r"more memory or time|more than 0 seconds"):
                ask()
    fine = b"<rss version='2.0'><channel><title>F</title><item><title>Un titre</title></item></channel></rss>"
    assert sandbox_pool.feed(fine, "a.xml", None, None, None) == feed.parse(fine, "a.xml")


def test_a_process_that_dies_is_one_clear_error_and_the_next_is_read():
    reading = sandbox_pool.articles(MAILS * 40, "a.mbox")
    next(reading)
    worker = reading.gi_frame.f_locals["answers"].gi_frame.f_locals["worker"]
    worker._process.kill()
    with pytest.raises(InputError, match="more memory or time"):
        list(reading)
    assert len(list(sandbox_pool.articles(MAILS, "a.mbox"))) == 50


def test_the_memory_of_the_parser_is_freed_before_the_article_is_used(monkeypatch):
    reading = sandbox_pool.articles(PAGE, "a.html")
    next(reading)
    assert len(sandbox_pool._idle) == 1
    monkeypatch.setattr(sandbox_pool, "_RETIRE", 0)
    reading = sandbox_pool.articles(PAGE, "a.html")
    next(reading)
    assert sandbox_pool._idle == []


def test_a_large_text_is_parsed_in_the_sandbox_and_one_that_is_too_large_is_one_clear_line(monkeypatch):
    monkeypatch.setattr(sandbox_pool, "_LARGE", 1000)
    assert len(list(sandbox_pool.articles(b"Un mot. " * 1000, "a.txt"))) == 1
    assert len(sandbox_pool._idle) == 1
    with pytest.raises(InputError, match="longer than that of any article"):
        list(sandbox_pool.articles(b"Un mot. " * 600_000, "a.txt"))


@pytest.mark.parametrize(
    "answer",
    [b"[" * 100_000, b"[]", b"{}", b'{"article":"a","last":true}', b'{"article":{"source":[]},"last":1}', b"{"],
)
def test_an_answer_that_makes_no_sense_is_one_clear_line(monkeypatch, answer):
    worker = sandbox_pool._take()
    monkeypatch.setattr(worker, "_bytes", lambda count: len(answer).to_bytes(8, "little") if count == 8 else answer)
    monkeypatch.setattr(sandbox_pool, "_take", lambda: worker)
    with pytest.raises(InputError, match="makes no sense"):
        list(sandbox_pool.articles(PAGE, "a.html"))


def test_an_answer_that_never_ends_is_not_waited_for(monkeypatch):
    worker = sandbox_pool._take()
    monkeypatch.setattr(worker, "_bytes", lambda _count: (1 << 40).to_bytes(8, "little"))
    monkeypatch.setattr(sandbox_pool, "_take", lambda: worker)
    with pytest.raises(InputError, match="makes no sense"):
        list(sandbox_pool.articles(PAGE, "a.html"))


def test_a_sandbox_whose_document_is_not_read_to_the_end_is_ended(tmp_path):
    reading = sandbox_pool.articles(MAILS * 40, "a.mbox")
    next(reading)
    process = reading.gi_frame.f_locals["answers"].gi_frame.f_locals["worker"]._process
    reading.close()
    assert process.poll() is not None


@LINUX
@pytest.mark.parametrize(
    "deed",
    [
        "bytearray(2 << 30)",
        "__import__('socket').socket()",
        "__import__('socket').socketpair()",
        "__import__('os').execv('/bin/true', ['true'])",
        "__import__('subprocess').run(['/bin/true'])",
        "__import__('os').kill(1, 0)",
        "__import__('os').fork()",
        "__import__('signal').pthread_kill(__import__('threading').get_ident(), 0)",
        "__import__('fcntl').fcntl(0, 8, __import__('os').getppid())",
        "__import__('resource').prlimit(__import__('os').getppid(), 0)",
        "__import__('os').setpriority(0, __import__('os').getppid(), 19)",
        "open({file!r}).read()",
        "open(f'/proc/{{__import__(\"os\").getppid()}}/environ').read()",
        "open('/etc/passwd').read()",
        "__import__('os').unlink({file!r})",
        "__import__('os').rename({file!r}, {file!r} + '2')",
        "__import__('os').mkdir({file!r} + '-folder')",
        "open({file!r} + '-new', 'w')",
        "open({file!r}, 'a').write('x' * 100_000)",
        "__import__('os').truncate({file!r}, 0)",
    ],
)
def test_calls_that_a_parser_does_not_need_are_refused(tmp_path, deed):
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    code = f"""
from core.reading import sandbox
assert len(sandbox.build_walls()) == len(sandbox.WALLS)
try:
    {deed.format(file=str(file))}
except (MemoryError, RuntimeError, OSError) as error:
    print("refused")
"""
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=False)
    assert done.stdout == "refused\n", done.stderr
    assert file.read_text(encoding="utf-8") == "mine"


@LINUX
def test_every_thread_of_a_parser_is_restricted():
    worker = sandbox_pool._Worker()
    threads = [*Path(f"/proc/{worker._process.pid}/task").iterdir()]
    filters = ["Seccomp:\t2" in (thread / "status").read_text("ascii") for thread in threads]
    worker.kill()
    assert len(filters) == 2
    assert all(filters)


@LINUX
def test_a_parser_has_no_access_to_passwords_of_other_programs(monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "mine")
    monkeypatch.setenv("https_proxy", "http://me:mine@proxy.example")
    worker = sandbox_pool._Worker()
    environment = Path(f"/proc/{worker._process.pid}/environ").read_bytes()
    worker.kill()
    assert b"PATH=" in environment
    assert b"mine" not in environment


def test_if_no_process_can_be_started_this_one_reads(monkeypatch):
    def none(*_, **__):
        raise OSError("no")

    monkeypatch.setattr(subprocess, "Popen", none)
    assert sandbox_pool.active_walls() == ()
    assert len(list(sandbox_pool.articles(PAGE, "a.html"))) == 1


def test_an_input_is_read_in_the_sandbox(tmp_path):
    (tmp_path / "a.html").write_bytes(PAGE)
    [article] = Input(str(tmp_path / "a.html"), "a.html").articles()
    assert article.source.title == "Un titre"
    assert len(sandbox_pool._idle) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no reading is refused")
def test_a_program_whose_modules_are_links_to_another_folder_reads_as_others_do(tmp_path):
    place = tmp_path / "some where"
    place.mkdir()
    for folder in (str(ROOT), *(name for name in sys.path if name.endswith("site-packages"))):
        for entry in os.scandir(folder):
            if not entry.name.endswith(".pth") and not (place / entry.name).exists():
                (place / entry.name).symlink_to(entry.path)
    # In one of them, each file is a link.
    real = (place / "defusedxml").resolve()
    (place / "defusedxml").unlink()
    for file in real.rglob("*.py"):
        (link := place / "defusedxml" / file.relative_to(real)).parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(file)
    code = f"""
from core.reading import sandbox_pool
print(len(list(sandbox_pool.articles({PAGE!r}, "a.html"))), len(list(sandbox_pool.articles({TTML!r}, "a.ttml"))))
"""
    python = getattr(sys, "_base_executable", sys.executable)
    environ = {**os.environ, "PYTHONPATH": str(place), "PYTHONNOUSERSITE": "1"}
    done = subprocess.run([python, "-P", "-c", code], env=environ, capture_output=True, text=True, check=False)
    assert done.stdout == "1 1\n", done.stderr


def test_links_of_a_source_folder_to_documents_are_not_folders_to_import_from(tmp_path, monkeypatch):
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").touch()
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "wires").symlink_to(tmp_path / "documents")
    (tmp_path / "source" / "a.txt").symlink_to(tmp_path / "documents" / "a.txt")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "source")])
    assert not [name for name in import_folders() if "documents" in name]


@LINUX
def test_the_sandbox_follows_the_program_before_it_imports_the_parsers(monkeypatch):
    started, real = [], sandbox_pool.start_child
    monkeypatch.setattr(sandbox_pool, "start_child", lambda code, environ: started.append(code) or real(code, environ))
    sandbox_pool._Worker().kill()
    assert started[0].index("hold_lifeline()") < started[0].index("core.reading")


@pytest.fixture
def no_turn(monkeypatch):
    """Processes of the sandbox that get none of the processor, and a clock of which a second is a twentieth of one."""
    monkeypatch.setattr(processes, "_CLOCK", processes._CLOCK / 20)
    started, real = [], sandbox_pool._Worker

    def stopped(begun):
        worker = real()
        worker.time.allow(10.0, begun)
        os.kill(worker._process.pid, signal.SIGSTOP)
        started.append(worker._process)
        return worker

    monkeypatch.setattr(sandbox_pool, "_Worker", stopped)
    return started


@LINUX
@pytest.mark.parametrize("data", [PAGE, PAGE + b" " * (3 << 20)], ids=["small", "larger than the pipe"])
def test_a_machine_too_busy_to_read_a_document_is_reported_in_time(no_turn, data):
    with pytest.raises(InputError, match="the machine is too busy to read it: try again"):
        list(sandbox_pool.articles(data, "a.html"))
    assert [process.poll() is None for process in no_turn] == [False]


@LINUX
def test_a_process_that_starts_slowly_is_no_reason_to_read_without_limits(monkeypatch):
    monkeypatch.setattr(processes, "_CLOCK", 0.0)
    with pytest.raises(InputError, match="too busy"):
        list(sandbox_pool.articles(PAGE, "a.html"))


@LINUX
@pytest.mark.parametrize(
    ("had", "unattended", "waited"),
    [(0.0, False, 15), (0.5, False, 15), (0.95, False, 20 / 0.95), (0.1, True, 80), (0.3, True, 80), (None, False, 25)],
)
def test_a_document_gets_more_time_only_while_it_is_being_read(monkeypatch, had, unattended, waited):
    now = 0.0

    def select(_reading, _writing, _other, seconds):
        nonlocal now
        now += seconds
        return [], [], []

    monkeypatch.setattr(processes, "_unattended", unattended)
    monkeypatch.setattr(processes.select, "select", select)
    monkeypatch.setattr(processes.time, "monotonic", lambda: now)
    monkeypatch.setattr(processes, "_processor_seconds", lambda _: None if had is None else had * now)
    child = processes.ChildTime(1)
    child.allow(20.0)
    with pytest.raises(TimeoutError) as ended:
        child.wait(reading=0)
    assert now == pytest.approx(waited, rel=0.2)
    assert (now < 20) == (not unattended and had in {0.0, 0.5})
    assert isinstance(ended.value, processes.ProcessorBusyError) == (had in {0.0, 0.1, 0.5})


def test_an_unattended_batch_gives_documents_more_time():
    assert not processes._unattended
    with ReadAhead(1):
        assert processes._unattended


def test_a_process_that_was_killed_while_it_was_idle_is_replaced():
    list(sandbox_pool.articles(PAGE, "a.html"))
    [idle] = sandbox_pool._idle
    idle._process.kill()
    idle._process.wait()
    assert [article.source.path for article in sandbox_pool.articles(PAGE, "a.html")] == ["a.html"]
