"""Shared fixtures: a home folder for each test, a pack of random weights, and the real pack."""

import os
import shutil
import signal
import subprocess
import tempfile
from itertools import count
from pathlib import Path

import platformdirs
import pytest
from hypothesis import HealthCheck, settings
from random_pack import build_random_pack

from core import processes
from core.language import models
from core.packs.catalogue import load_catalogue
from core.packs.install import install
from core.settings import Places
from tests import program

# On a busy machine, slow examples are no failure.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


_NUMBERS = count()


def pytest_configure(config):
    """Let the processes that tests start share their compiled modules, and obey Ctrl-C.

    Compiling all modules anew takes most of the time of a short command. Where Python is told to write nothing beside the
    code, they are in a folder of their own until the tests end. And a shell that starts the tests in the background lets
    them ignore Ctrl-C, which the commands that they start must not inherit.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", "") and "PYTHONPYCACHEPREFIX" not in os.environ:
        folder = tempfile.mkdtemp(prefix="depeche-bytecode-")
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    config.add_cleanup(program.end)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Start with long tests, so that no process is still busy with one when the others are done."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(autouse=True)
def _nothing_of_the_user(request, monkeypatch, tmp_path_factory):
    """No test sees or touches the packs, memory and settings of the person who runs it."""
    if "tmp_path" in request.fixturenames:
        prefix = f"{request.getfixturevalue('tmp_path')}/"
    else:
        # Most tests need no folder, and making one takes longer the more there are.
        prefix = f"{tmp_path_factory.getbasetemp()}/{next(_NUMBERS)}-"
    monkeypatch.setenv("DEPECHE_HOME", f"{prefix}home")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", f"{prefix}argos")
    # translateLocally and fxtranslate store their models there.
    monkeypatch.setenv("XDG_CONFIG_HOME", f"{prefix}config")
    monkeypatch.setenv("XDG_CACHE_HOME", f"{prefix}cache")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("DEPECHE_OFFLINE", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session", autouse=True)
def _languages_are_known(tmp_path_factory):
    """Build the tables of the languages once: every new home would need two seconds and 60 MB for its own."""
    folder = tmp_path_factory.getbasetemp()
    # That of all processes of pytest, where there are several.
    folder = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "languages"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Places, "languages", property(lambda _: folder))
        patch.setenv("DEPECHE_TEST_LANGUAGES", str(folder))
        yield


@pytest.fixture(autouse=True)
def _no_test_is_private_or_patient_for_the_next(monkeypatch):
    """A private run in this process would keep no tables, and move its temporary files, until the process ends; a batch
    would make it wait longer for documents."""
    monkeypatch.setattr(models, "_read_only", False)
    monkeypatch.setattr(processes, "_unattended", False)
    monkeypatch.setattr(tempfile, "tempdir", tempfile.gettempdir())
    monkeypatch.setenv("TMPDIR", tempfile.gettempdir())


@pytest.fixture
def places(tmp_path) -> Places:
    """The places that DEPECHE_HOME and ARGOS_PACKAGES_DIR name in a test; nothing is there yet."""
    return Places(home=tmp_path / "home", argos_packs=(tmp_path / "argos",))


@pytest.fixture(scope="session")
def _random_pack_once(tmp_path_factory) -> Path:
    return build_random_pack(tmp_path_factory.mktemp("random") / "translate-fr_en-random-1.0")


@pytest.fixture
def random_pack(_random_pack_once, tmp_path) -> Path:
    """The folder of a random fr-en pack; the test may change it."""
    return Path(shutil.copytree(_random_pack_once, tmp_path / "random" / _random_pack_once.name))


@pytest.fixture(scope="session")
def real_home(tmp_path_factory) -> Path:
    """A DEPECHE_HOME with the real fr-en pack: installed once a machine, then linked in. Do not write into its files.

    Several test processes may ask at once: the installation itself holds a lock.
    """
    cache = Path(os.environ.get("DEPECHE_TEST_CACHE") or platformdirs.user_cache_dir("depeche-tests"))
    offline = os.environ.get("DEPECHE_OFFLINE", "") not in {"", "0"}
    entry = load_catalogue().find("fr", "en")
    if offline and not (cache / "packs" / entry.name).exists():
        pytest.skip("DEPECHE_OFFLINE is set, and the real pack was never installed for tests")
    pack = install(entry, Places(cache), offline=offline)
    home = tmp_path_factory.mktemp("real") / "home"
    try:
        shutil.copytree(pack.path, home / "packs" / pack.name, copy_function=os.link)
    except OSError:
        # The cache is on another disk.
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(pack.path, home / "packs" / pack.name)
    # Otherwise the reader would begin with a question.
    (home / "settings.toml").write_text("[checks]\noffer = false\n", encoding="utf-8")
    return home


@pytest.fixture
def disk(request, tmp_path):
    """A small disk of 600 kB, or of the size in the test's parameter, where the system allows it."""
    point = tmp_path / "disk"
    point.mkdir()
    options = f"size={getattr(request, 'param', 600)}k,mode=777"
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(point)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a disk needs root")
    yield point
    subprocess.run(["umount", str(point)], check=True)
