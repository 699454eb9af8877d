"""A zip in slices is read as one file; a slice that is missing or too short is reported."""

import io
import zipfile

import pytest

from core.packs.metadata import BadPackError
from core.packs.opus import SplitArchive

WHOLE = bytes(range(256)) * 4 + b"end"
SIZE = 400
"""Of a slice: 400, 400 and 227 bytes."""


@pytest.fixture
def wheels(tmp_path):
    return {number: wheel(tmp_path, number, WHOLE[(number - 1) * SIZE : number * SIZE]) for number in (1, 2, 3)}


def wheel(folder, number, *slices, name="store.zip.{:03d}"):
    path = folder / f"{number}.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, data in enumerate(slices):
            archive.writestr(f"{place}/" + name.format(number), data)
        archive.writestr("RECORD", "")
    return path


def test_the_slices_are_read_as_one_file(wheels):
    with SplitArchive(wheels, SIZE) as archive:
        assert archive.readable()
        assert archive.seekable()
        assert io.BufferedReader(archive).read() == WHOLE


@pytest.mark.parametrize("start", [0, 399, 400, 401, 799, 800, 1026, 1027, 2000])
@pytest.mark.parametrize("length", [1, 2, 401, 900])
def test_any_part_can_be_read_in_any_order(wheels, start, length):
    with io.BufferedReader(SplitArchive(wheels, SIZE), 16) as archive:
        archive.seek(900)
        assert archive.read(5) == WHOLE[900:905]
        archive.seek(start)
        assert archive.read(length) == WHOLE[start : start + length]
        assert archive.tell() == max(start, min(start + length, len(WHOLE)))


def test_a_place_is_counted_from_the_beginning_from_here_or_from_the_end(wheels):
    with SplitArchive(wheels, SIZE) as archive:
        assert archive.seek(10) == archive.tell() == 10
        assert archive.seek(5, io.SEEK_CUR) == 15
        assert archive.seek(-3, io.SEEK_END) == len(WHOLE) - 3
        assert archive.read(10) == b"end"
        assert archive.read(10) == b""
        assert archive.seek(-5000, io.SEEK_END) == 0


def test_a_slice_that_was_not_fetched_is_reported_when_it_is_needed(wheels):
    del wheels[2]
    with SplitArchive(wheels, SIZE) as archive:
        assert archive.read(SIZE) == WHOLE[:SIZE]
        with pytest.raises(BadPackError, match="slice 2 of the archive is needed and was not fetched"):
            archive.read(1)
        archive.seek(2 * SIZE)
        assert archive.read(1) == WHOLE[2 * SIZE :][:1]


@pytest.mark.parametrize("number", [1, 2])
def test_a_slice_that_is_too_short_is_reported(wheels, tmp_path, number):
    start = (number - 1) * SIZE
    wheels[number] = wheel(tmp_path, number, WHOLE[start : start + 10])
    with SplitArchive(wheels, SIZE) as archive:
        archive.seek(start)
        assert archive.read(100) == WHOLE[start : start + 10]
        with pytest.raises(BadPackError, match=f"slice {number} of the archive is shorter than it should be"):
            archive.read(1)


def test_of_a_slice_that_is_too_long_only_its_part_is_read(wheels, tmp_path):
    wheels[2] = wheel(tmp_path, 2, WHOLE[SIZE : 2 * SIZE] + b"more")
    with io.BufferedReader(SplitArchive(wheels, SIZE)) as archive:
        assert archive.read() == WHOLE
    with SplitArchive(wheels, SIZE) as archive:
        archive.seek(SIZE + 10)
        assert archive.read(SIZE) == WHOLE[SIZE + 10 : 2 * SIZE]


@pytest.mark.parametrize("slices", [(), (b"one", b"two")])
def test_a_wheel_without_its_one_slice_is_reported(wheels, tmp_path, slices):
    wheels[3] = wheel(tmp_path, 3, *slices)
    with pytest.raises(BadPackError, match=r"^3\.whl holds no slice 3$"):
        SplitArchive(wheels, SIZE)
