"""`depeche watch` unattended: whatever happens, nothing is lost or done twice, and memory stays flat."""

import pytest

from tests.faults import unattended

COUNT = 500


@pytest.mark.long
@pytest.mark.parametrize("disk", [20_000], indirect=True)
def test_of_hundreds_of_arrivals_none_is_lost_and_none_processed_twice_whatever_happens(disk, tmp_path):
    (tmp_path / "desk").mkdir()
    report = unattended.run(tmp_path / "desk", COUNT, disk)
    assert report.status == 0
    assert report.happened.count("pack exchanged") == 2
    assert "disk filled and freed" in report.happened
    broken = {name for name in report.arrived if name.endswith(".xml")}
    assert {name.removesuffix(".md") for name in report.written} == {*report.arrived} - broken
    assert set(report.moved) == broken
    assert {*report.done.values(), *report.moved.values()} == {1}
    # The first files load the models; a full disk, and another model beside the first, take some memory once. So few
    # files show only what grows by some sixty kilobytes each; a run of 20,000 by hand shows the rest.
    assert max(report.memory[-5:]) < 1.25 * max(report.memory[4:10])
