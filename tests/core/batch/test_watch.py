"""Watching a folder: what arrives is found at once, whenever it comes."""

import threading

from core.arrivals import Arrivals
from core.batch import Done, Job
from core.batch.watch import Watch
from core.brief import Briefer
from core.settings import Settings, TranslationSettings


def test_a_file_that_comes_between_the_first_scan_and_the_first_report_of_the_system_is_found(
    places, tmp_path, monkeypatch
):
    folder, look = tmp_path / "in", Arrivals.look
    folder.mkdir()

    def look_and_let_one_come(arrivals):
        found = look(arrivals)
        if not (folder / "a.txt").exists():
            (folder / "a.txt").write_text("The council has voted.\n", encoding="utf-8")
        return found

    monkeypatch.setattr(Arrivals, "look", look_and_let_one_come)
    briefer = Briefer(Settings(places, translation=TranslationSettings("en")), lambda *_: None)
    job = Job((str(folder),), tmp_path / "out", ("md",), root=str(folder))
    watch = Watch(job, briefer, tmp_path / "away", settle=0.1)
    # Without a report, the next scan is a minute later.
    patience = threading.Timer(30, watch.stop)
    patience.start()
    first = next(watch.run(), None)
    patience.cancel()
    assert isinstance(first, Done)
