import gzip
import struct
import tarfile
import tracemalloc
import zipfile

import pytest
from archives import argosmodel, snapshot

from core.errors import PackError
from core.packs import Monitor
from core.packs.archive import Limits, unpack, unpack_tar, unpacked_size
from core.packs.install import install_file
from core.packs.metadata import LIMIT, BadPackError


@pytest.fixture
def honest(random_pack, tmp_path):
    return argosmodel(random_pack, tmp_path / "pack.argosmodel")


def add(file, name, data=b"x", mode=None, flags=0):
    with zipfile.ZipFile(file, "a") as archive:
        member = zipfile.ZipInfo(name)
        if mode is not None:
            member.create_system = 3
            member.external_attr = mode << 16
        archive.writestr(member, data)
        # ZipInfo normalises a name; the directory is written from this one.
        member.filename = name
        member.flag_bits |= flags


ROOT = "translate-fr_en-random-1.0"


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        f"{ROOT}/../../outside",
        f"{ROOT}/model/../../../outside",
        "/outside",
        "C:/outside",
        f"{ROOT}\\..\\outside",
        f"{ROOT}/model/aux.json",
        f"{ROOT}/model/./config.json",
        f"{ROOT}//config.json",
        f"{ROOT}/model/colour\x1b[31m",
        "",
    ],
)
def test_an_archive_does_not_climb_out_of_its_folder(honest, places, tmp_path, name):
    add(honest, name)
    before = snapshot(tmp_path)
    with pytest.raises(PackError) as caught:
        install_file(honest, places)
    assert str(caught.value).isprintable()
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("mode", [0o120777, 0o010644, 0o060644, 0o040755])
def test_links_devices_and_disguised_folders_are_refused(honest, places, mode):
    add(honest, f"{ROOT}/model/extra", b"/etc/passwd", mode)
    with pytest.raises(PackError, match="something that is no file"):
        install_file(honest, places)


def test_an_archive_of_too_many_members_is_refused(honest, places):
    with zipfile.ZipFile(honest, "a") as archive:
        for number in range(1001):
            archive.writestr(f"{ROOT}/stanza/{number}", b"")
    with pytest.raises(PackError, match="members, more than 1000"):
        install_file(honest, places)


def test_a_directory_of_an_archive_that_is_larger_than_any_packs_is_not_read(places, tmp_path):
    entry = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, *[0] * 6) + b"a"
    entries = entry * 120_000
    places64 = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 120_000, 120_000, len(entries), 0)
    places64 += struct.pack("<IIQI", 0x07064B50, 0, len(entries), 1)
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    (tmp_path / "many.argosmodel").write_bytes(entries + places64 + end)
    with pytest.raises(PackError, match="more than any pack does"):
        install_file(tmp_path / "many.argosmodel", places)


def _header(name, size, kind=b"0"):
    member = tarfile.TarInfo(name)
    member.size, member.type = size, kind
    return member.tobuf(tarfile.GNU_FORMAT)


_TARS = {
    "a name of 60 MB": lambda: _header("././@LongLink", 60 << 20, b"L") + bytes(60 << 20),
    "attributes of 60 MB": lambda: _header("pax", 60 << 20, b"x") + bytes(60 << 20),
    "names within names": lambda: (_header("././@LongLink", 512, b"L") + b"a" * 511 + b"\0") * 3000,
    "a model of zeros": lambda: _header("a.alphas.bin", 60 << 20) + bytes(60 << 20),
    "zeros to pass over": lambda: _header("a", 60 << 20) + bytes(60 << 20) + _header("b", 1) + bytes(1024),
    "a length that is no number": lambda: _header("pax", 512, b"x") + b"x size=5\n".ljust(512, b"\0") + _header("a", 0),
}


@pytest.mark.parametrize("what", _TARS)
def test_what_fills_the_memory_or_the_disk_from_a_tar_is_refused(places, tmp_path, what):
    file = tmp_path / "model.tar.gz"
    file.write_bytes(gzip.compress(_TARS[what](), 1))
    tracemalloc.start()
    with pytest.raises(PackError):
        install_file(file, places)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 << 20
    assert [path.name for path in places.packs.iterdir()] == [".lock"]


def test_a_bomb_is_refused_before_anything_is_written(honest, places):
    with zipfile.ZipFile(honest, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{ROOT}/model/zeros", bytes(200_000_000))
    with pytest.raises(PackError, match=r"unpacks to \d+ bytes, which no pack does"):
        install_file(honest, places)


def test_a_member_that_lies_about_its_size_is_refused(honest, tmp_path):
    zeros = 50_000
    with zipfile.ZipFile(honest, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{ROOT}/model/zeros", bytes(zeros))
    data = honest.read_bytes()
    honest.write_bytes(data.replace(struct.pack("<I", zeros), struct.pack("<I", 10)))
    with pytest.raises((BadPackError, zipfile.BadZipFile)):
        unpack(honest, tmp_path / "goal", Monitor("test"))
    assert sum(path.stat().st_size for path in (tmp_path / "goal" / "model").glob("zeros")) <= 10


def test_the_same_file_twice_is_refused_in_any_case(honest, places):
    add(honest, f"{ROOT}/model/CONFIG.json")
    with pytest.raises(PackError, match="twice"):
        install_file(honest, places)


def test_two_roots_are_no_pack_and_what_macos_adds_is_no_root(honest, places):
    add(honest, f"__MACOSX/{ROOT}/model/._model.bin")
    assert install_file(honest, places).problems() == []
    add(honest, "elsewhere/file")
    with pytest.raises(PackError, match="it is not one folder"):
        install_file(honest, places)


def test_an_encrypted_archive_is_refused_and_one_with_accents_in_its_names_is_not(honest, places):
    add(honest, f"{ROOT}/stanza/é.txt")
    assert install_file(honest, places).problems() == []
    add(honest, f"{ROOT}/model/secret", flags=0x1)
    with pytest.raises(PackError, match="the archive is encrypted"):
        install_file(honest, places)


def test_an_archive_compressed_in_a_way_that_few_know_is_refused(honest, places):
    with zipfile.ZipFile(honest, "a", zipfile.ZIP_BZIP2) as archive:
        archive.writestr(f"{ROOT}/model/extra", b"x" * 100)
    with pytest.raises(PackError, match=r"compressed in an unknown way \(12\)"):
        install_file(honest, places)


def test_words_about_a_pack_may_be_a_megabyte_and_no_more(honest, places):
    add(honest, f"{ROOT}/README.md", b"x" * LIMIT)
    assert install_file(honest, places).problems() == []
    add(honest, f"{ROOT}/LICENSE", b"x" * (LIMIT + 1))
    with pytest.raises(PackError, match="LICENSE is too large"):
        install_file(honest, places)


def test_an_archive_may_unpack_to_a_hundred_times_its_size_and_no_more(honest, tmp_path):
    quiet, size = Monitor("pack"), honest.stat().st_size
    with zipfile.ZipFile(honest) as archive:
        announced = sum(member.file_size for member in archive.infolist())
    assert announced > size
    ratio = announced // size
    unpack(honest, tmp_path / "fits", quiet, Limits(ratio=ratio + 1))
    with pytest.raises(BadPackError, match="which no pack does"):
        unpack(honest, tmp_path / "large", quiet, Limits(ratio=ratio))


@pytest.mark.parametrize(("spare", "fits"), [(1000, True), (-1000, False)])
def test_an_archive_that_unpacks_to_more_than_a_hundred_times_its_size_is_refused(honest, tmp_path, spare, fits):
    with zipfile.ZipFile(honest, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{ROOT}/model/zeros", bytes(150 * honest.stat().st_size))
        unpacked = sum(member.file_size for member in archive.infolist())
    # So many incompressible bytes make it a hundred times its size.
    padding = (unpacked - 100 * honest.stat().st_size) // 99
    add(honest, f"{ROOT}/model/padding", bytes(padding + spare))
    quiet = Monitor("pack")
    if fits:
        unpack(honest, tmp_path / "goal", quiet)
    else:
        with pytest.raises(BadPackError, match="which no pack does"):
            unpack(honest, tmp_path / "goal", quiet)


def test_models_of_other_tools_are_left_out(honest, places):
    add(honest, f"{ROOT}/stanza/fr/tokenize.pt", b"a pickle")
    pack = install_file(honest, places)
    assert sorted(path.name for path in pack.path.iterdir()) == [
        "depeche.json",
        "metadata.json",
        "model",
        "sentencepiece.model",
    ]


def test_limits_hold_for_all_members_together(honest, tmp_path):
    with pytest.raises(BadPackError, match="which no pack does"):
        unpack(honest, tmp_path / "goal", Monitor("test"), Limits(size=1000))


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9, 0.999])
def test_a_damaged_archive_is_one_clear_error(honest, places, place):
    data = bytearray(honest.read_bytes())
    data[int(len(data) * place)] ^= 0xFF
    honest.write_bytes(data)
    with pytest.raises(PackError) as caught:
        install_file(honest, places)
    assert str(caught.value).startswith("pack.argosmodel: ")
    assert not list(places.packs.glob("[!.]*"))


@pytest.mark.parametrize("data", [b"", b"<html>404</html>", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_archive_is_one_clear_error(places, tmp_path, data):
    file = tmp_path / "pack.argosmodel"
    file.write_bytes(data)
    with pytest.raises(PackError):
        install_file(file, places)


def test_an_archive_of_exactly_the_size_that_is_allowed_is_unpacked_and_one_byte_more_is_not(honest, tmp_path):
    with zipfile.ZipFile(honest) as archive:
        size = sum(member.file_size for member in archive.infolist())
        members = len(archive.infolist())
    quiet = Monitor("pack", lambda _: None, lambda: False)
    unpack(honest, tmp_path / "fits", quiet, Limits(members=members, size=size))
    assert (tmp_path / "fits" / "metadata.json").exists()
    with pytest.raises(BadPackError, match="which no pack does"):
        unpack(honest, tmp_path / "large", quiet, Limits(size=size - 1))
    with pytest.raises(BadPackError, match="members"):
        unpack(honest, tmp_path / "many", quiet, Limits(members=members - 1))
    assert not (tmp_path / "large").exists()


def _tar(file, *members):
    """Write a gzipped tar of members: names and sizes in bytes, all zeros."""
    data = b"".join(_header(name, size) + bytes(-(-size // 512) * 512) for name, size in members)
    file.write_bytes(gzip.compress(data + bytes(1024), 1))
    return file


def _unpacks(file, limits):
    """Whether a tar is unpacked to its end: it is then found to be no model, unless it is refused before."""
    goal = file.parent / "tar" / "goal"
    goal.parent.mkdir()
    with pytest.raises(BadPackError) as caught:
        unpack_tar(file, goal, Monitor("pack"), limits)
    (goal.parent / "unpacked").rename(file.parent / f"unpacked-{len(list(file.parent.iterdir()))}")
    goal.parent.rmdir()
    assert str(caught.value) in (
        "the archive holds more than any pack does",
        "not a translation pack: no model_info.json",
    )
    return "model_info" in str(caught.value)


def test_a_tar_may_unpack_to_as_many_times_its_size_as_allowed_and_no_more(tmp_path):
    file = _tar(tmp_path / "a.tar.gz", ("notes", 3 << 20))
    ratio = (3 << 20) // file.stat().st_size
    assert _unpacks(file, Limits(ratio=ratio + 2))
    assert not _unpacks(file, Limits(ratio=ratio - 1))


def test_a_tar_may_unpack_to_a_megabyte_however_well_it_is_packed_but_not_to_more_than_any_pack(tmp_path):
    assert _unpacks(_tar(tmp_path / "a.tar.gz", ("notes", (1 << 20) - 4096)), Limits(ratio=0))
    assert not _unpacks(_tar(tmp_path / "b.tar.gz", ("notes", (1 << 20) + 512)), Limits(ratio=0))
    assert _unpacks(_tar(tmp_path / "c.tar.gz", ("notes", 90_000)), Limits(size=100_000))
    assert not _unpacks(_tar(tmp_path / "d.tar.gz", ("notes", 90_000), ("more", 10_001)), Limits(size=100_000))


def test_a_tar_has_at_most_as_many_members_as_a_pack(tmp_path):
    file = _tar(tmp_path / "a.tar.gz", *((f"{number}.spm", 0) for number in range(20)))
    assert _unpacks(file, Limits(members=20))
    assert not _unpacks(file, Limits(members=19))


@pytest.mark.parametrize(("size", "fits"), [((4 << 20) - 4096, True), ((4 << 20) + 512, False)])
def test_what_a_tar_says_before_a_member_has_at_most_four_megabytes(tmp_path, size, fits):
    long_name = _header("././@LongLink", size, b"L") + b"a" * size + _header("a", 0)
    file = tmp_path / "a.tar.gz"
    file.write_bytes(gzip.compress(long_name + bytes(1024), 1))
    assert _unpacks(file, Limits(ratio=1 << 40)) == fits


def test_the_space_for_an_archive_is_what_it_says_and_for_a_tar_twice_its_size(honest, random_pack, tmp_path):
    with zipfile.ZipFile(honest) as archive:
        assert unpacked_size(honest) == sum(member.file_size for member in archive.infolist())
    tar = _tar(tmp_path / "a.tar.gz", ("notes", 100_000))
    assert unpacked_size(tar) == 2 * tar.stat().st_size
    assert unpacked_size(random_pack / "model") == sum(
        path.stat().st_size for path in (random_pack / "model").iterdir()
    )


def test_folders_may_be_members_of_an_archive_but_nothing_else_that_is_called_like_one(honest, places):
    add(honest, f"{ROOT}/model/", b"", 0o040755)
    add(honest, f"{ROOT}/")
    assert install_file(honest, places).problems() == []
    add(honest, f"{ROOT}/stanza/", b"", 0o100644)
    with pytest.raises(PackError, match="something that is no file"):
        install_file(honest, places)


def test_of_a_long_path_that_leaves_its_folder_the_first_80_characters_are_shown(honest, places):
    add(honest, "../" + "a" * 100)
    with pytest.raises(PackError) as caught:
        install_file(honest, places)
    assert str(caught.value).endswith(": ../" + "a" * 76 + "…")


def test_files_of_the_same_name_in_another_writing_of_an_accent_are_refused(honest, places):
    add(honest, f"{ROOT}/model/é.txt")
    add(honest, f"{ROOT}/model/e\u0301.txt")
    with pytest.raises(PackError, match="twice"):
        install_file(honest, places)
