import io
import os
import pickle
import struct

import numpy as np
import pytest
from tiny_marian import MAGIC, VERSION, checkpoint_of

from core.packs.convert import read_weights
from core.packs.metadata import BadPackError


def test_tensors_come_out_as_they_went_in_without_a_copy():
    numbers = np.arange(12, dtype=np.float32).reshape(3, 4)
    data = checkpoint_of({"weight": numbers, "bias": numbers[0]})
    weights = read_weights(data)
    assert weights["weight"].tolist() == numbers.tolist()
    assert weights["bias"].tolist() == [0, 1, 2, 3]
    weights["weight"] *= 2
    assert read_weights(data)["weight"][2, 3] == 22


class Attack:
    def __init__(self, function, *args):
        self.call = (function, args)

    def __reduce__(self):
        return self.call


@pytest.mark.parametrize("place", range(4))
def test_a_hostile_checkpoint_runs_nothing(tmp_path, place):
    mark = tmp_path / "was-here"
    parts = [MAGIC, VERSION, {}, {"weight": Attack(os.system, f"touch {mark}")}]
    parts[place] = Attack(os.system, f"touch {mark}")
    with pytest.raises(BadPackError, match=r"it asks for (posix|nt)\.system"):
        read_weights(bytearray(b"".join(pickle.dumps(part, 2) for part in parts)))
    assert not mark.exists()


@pytest.mark.parametrize("name", ["builtins.eval", "builtins.getattr", "torch.load", "collections.Counter"])
def test_every_name_but_the_few_needed_is_refused(name):
    module, attribute = name.split(".")
    call = f"c{module}\n{attribute}\n(S'1'\ntR.".encode()
    with pytest.raises(BadPackError, match=f"it asks for {name}"):
        read_weights(bytearray(call))


def test_what_stands_for_a_function_cannot_be_changed():
    # BUILD with a state of slots sets attributes on what the name gave.
    code = b"ctorch._utils\n_rebuild_tensor_v2\n(N}S'__call__'\nI1\nstb."
    with pytest.raises(BadPackError, match="the checkpoint is refused"):
        read_weights(bytearray(code))


def with_storage(pid, announced=3, size=3, data=bytes(12)):
    """A checkpoint whose one tensor names its storage by `pid`, and whose storage says it holds `size` floats."""

    class Pickler(pickle.Pickler):
        def persistent_id(self, value):
            return (*value, announced, None) if value is pid else None

    file = io.BytesIO()
    for part in (MAGIC, VERSION, {}):
        pickle.dump(part, file, 2)
    Pickler(file, 2).dump({"weight": pid})
    pickle.dump(["0"], file, 2)
    return bytearray(file.getvalue() + struct.pack("<q", size) + data)


FLOATS = ("storage", "float storage", "0", "cpu")


@pytest.mark.parametrize("pid", [("module", *FLOATS[1:]), ("storage", "half storage", "0", "cpu")])
def test_what_is_no_storage_of_floats_is_refused(pid):
    with pytest.raises(BadPackError, match="something other than plain float tensors"):
        read_weights(with_storage(pid))


def test_a_view_into_another_storage_is_refused():
    data = checkpoint_of({"weight": np.ones(3, np.float32)}, view=("0", 0, 3))
    with pytest.raises(BadPackError, match="something other than plain float tensors"):
        read_weights(data)


@pytest.mark.parametrize(
    ("announced", "size", "problem"),
    [
        (3, 4, "not as long as announced"),
        (4, 3, "not as long as announced"),
        (4, 4, "ends too early"),
        (-1, -1, "ends too early"),
    ],
)
def test_a_storage_of_another_length_than_it_says_is_refused(announced, size, problem):
    with pytest.raises(BadPackError, match=problem):
        read_weights(with_storage(FLOATS, announced, size))


@pytest.mark.parametrize(("magic", "version"), [(MAGIC + 1, VERSION), (MAGIC, VERSION + 1), (0, 0)])
def test_a_checkpoint_of_another_format_is_refused(magic, version):
    with pytest.raises(BadPackError, match="not a PyTorch checkpoint of the known format"):
        read_weights(bytearray(b"".join(pickle.dumps(part, 2) for part in (magic, version, {}, {}, []))))


def test_a_tensor_that_begins_within_its_storage_or_is_a_number_alone_is_read():
    numbers = np.arange(6, dtype=np.float32)
    assert read_weights(checkpoint_of({"weight": numbers}, as_if=(2, (2, 2), (2, 1))))["weight"].tolist() == [
        [2, 3],
        [4, 5],
    ]
    assert read_weights(checkpoint_of({"weight": numbers}, as_if=(5, (), ())))["weight"] == 5


def cut(data):
    return data[:-5]


def lying_length(data):
    return data[:-20] + struct.pack("<q", 10**12) + data[-12:]


def nothing(data):
    return b""


def text(data):
    return b"<html>no checkpoint</html>"


@pytest.mark.parametrize("damage", [cut, lying_length, nothing, text])
def test_a_broken_checkpoint_is_one_clear_error(damage):
    data = checkpoint_of({"weight": np.ones(3, np.float32)})
    with pytest.raises(BadPackError):
        read_weights(bytearray(damage(bytes(data))))


@pytest.mark.parametrize(
    "tensor",
    [
        (0, (4,), (1,)),
        (1, (3,), (1,)),
        (-1, (3,), (1,)),
        (0, (2,), (2,)),
        (0, (0,), (1,)),
        (0, (1, 3), (1, 1)),
        (0, (-1,), (1,)),
        (0, (2**40, 2**40), (2**40, 1)),
    ],
)
def test_a_tensor_that_reaches_out_of_its_storage_is_refused(tensor):
    data = checkpoint_of({"weight": np.ones(3, np.float32)}, as_if=tensor)
    with pytest.raises(BadPackError):
        read_weights(data)


@pytest.mark.parametrize("put", [b"r\x71\x0b\x73\x2e", b"p779816817\n", b"q\x09"])
def test_a_checkpoint_that_asks_for_memory_it_cannot_need_is_refused_before_it_gets_any(put):
    data = bytearray(checkpoint_of({"weight": np.ones(3, np.float32)}))
    data[:] = pickle.dumps(MAGIC, 2)[:-1] + put + b"." + data[len(pickle.dumps(MAGIC, 2)) :]
    with pytest.raises(BadPackError, match="more memory than it can need"):
        read_weights(data)


def test_a_tensor_of_no_numbers_in_a_storage_of_none_is_said_not_to_be_dense():
    data = checkpoint_of({"weight": np.ones(0, np.float32)}, as_if=(0, (0,), (1,)))
    with pytest.raises(BadPackError, match="a tensor of the checkpoint is not dense"):
        read_weights(data)
