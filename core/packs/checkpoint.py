"""Weights out of a PyTorch checkpoint, without PyTorch and without running anything that lies in it.

A checkpoint of the old format is a row of pickles (a magic number, the format's version, facts about the
machine, the tensors' names and shapes, the keys of their storages) with the raw storages after them. A pickle
can call any function it names; here three names exist, and each stands for something inert.
Source: `torch.serialization._legacy_save`.
"""

import collections
import logging
import math
import pickle
import pickletools
import struct
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.errors import ProblemError
from core.packs.metadata import BadPackError

_logger = logging.getLogger(__name__)

Weights = dict[str, "np.ndarray[Any, np.dtype[np.float32]]"]

MAGIC = 0x1950A86A20F9469CFC6C
VERSION = 1001

_FLOATS = "float storage"
_MEMOS = {"PUT", "BINPUT", "LONG_BINPUT"}
"""Operations of a pickle that number a value; picklers count from nothing."""


class _Cursor:
    """What an unpickler needs of a file, over bytes that are not copied."""

    def __init__(self, data: bytearray | memoryview, position: int = 0) -> None:
        self._view = memoryview(data)
        self._position = position

    def read(self, size: int) -> bytes:
        end = min(self._position + max(size, 0), len(self._view))
        data = self._view[self._position : end].tobytes()
        self._position = end
        return data

    def readline(self) -> bytes:
        # A line of a text pickle; the checkpoints in use are binary and have only short ones.
        line = bytearray()
        while not line.endswith(b"\n") and (byte := self.read(1)):
            line += byte
        return bytes(line)

    def ahead(self) -> "_Cursor":
        """Return a cursor of its own that stands where this one does."""
        return _Cursor(self._view, self._position)

    def take(self, size: int) -> memoryview:
        """Return the next bytes as they lie in memory."""
        if size < 0 or self._position + size > len(self._view):
            raise BadPackError("the checkpoint ends too early")
        view = self._view[self._position : self._position + size]
        self._position += size
        return view


@dataclass(frozen=True, slots=True)
class _Tensor:
    """Where a tensor's numbers lie: in which storage, from where on, in what shape."""

    storage: str
    offset: int
    shape: tuple[int, ...]
    stride: tuple[int, ...]


class _Rebuild:
    """Stands for `torch._utils._rebuild_tensor_v2`, and only notes what it was given."""

    __slots__ = ()

    def __call__(self, storage: str, offset: int, shape: Any, stride: Any, *_: object) -> _Tensor:
        return _Tensor(str(storage), int(offset), tuple(map(int, shape)), tuple(map(int, stride)))


class _Unpickler(pickle.Unpickler):
    """Knows the few names of a float checkpoint and refuses every other."""

    def __init__(self, cursor: _Cursor) -> None:
        super().__init__(cursor)
        self._cursor = cursor
        self.sizes: dict[str, int] = {}
        """How many floats each storage holds."""

    def read(self) -> Any:
        """Return the next pickle's value, once it is clear that it asks for no more memory than it has bytes."""
        # The unpickler makes room for the number a memo is given, were it two thousand million.
        ahead: Any = self._cursor.ahead()
        for number, (code, argument, _) in enumerate(pickletools.genops(ahead)):
            if code.name in _MEMOS and (argument or 0) > number:
                raise ProblemError("it asks for more memory than it can need")
        return self.load()

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _Rebuild()
        if (module, name) == ("torch", "FloatStorage"):
            return _FLOATS
        raise ProblemError("it asks for {module}.{name}", module=module, name=name)

    def persistent_load(self, pid: Any) -> str:
        kind, storage, key, _, size, view = pid
        if kind != "storage" or storage != _FLOATS or view is not None:
            raise ProblemError("it holds something other than plain float tensors")
        self.sizes[str(key)] = int(size)
        return str(key)


def read_weights(data: bytearray) -> Weights:
    """Read a checkpoint's tensors, as float32 arrays that lie inside `data` and may be changed in place.

    Raises BadPackError for anything but a checkpoint of plain, dense float tensors.
    """
    try:
        return _read(_Cursor(data))
    except BadPackError:
        raise
    # A broken or hostile pickle can raise anything at all, and none of it is a fault of this program.
    except Exception as error:
        _logger.warning("a checkpoint is refused", exc_info=True)
        raise BadPackError("the checkpoint is refused: {error}", error=error or type(error).__name__) from error


def _read(cursor: _Cursor) -> Weights:
    if _Unpickler(cursor).read() != MAGIC or _Unpickler(cursor).read() != VERSION:
        raise BadPackError("not a PyTorch checkpoint of the known format")
    _Unpickler(cursor).read()  # Byte order and word lengths of the machine it was written on.
    unpickler = _Unpickler(cursor)
    tensors = unpickler.read()
    storages = {}
    for key in _Unpickler(cursor).read():
        (size,) = struct.unpack("<q", cursor.take(8))
        if size != unpickler.sizes.get(key):
            raise BadPackError("a storage of the checkpoint is not as long as announced")
        storages[key] = np.frombuffer(cursor.take(size * 4), "<f4")
    return {str(name): _array(tensor, storages) for name, tensor in tensors.items()}


def _array(tensor: _Tensor, storages: Weights) -> "np.ndarray[Any, np.dtype[np.float32]]":
    stride = tuple(math.prod(tensor.shape[axis + 1 :]) for axis in range(len(tensor.shape)))
    if min(tensor.shape, default=1) < 1 or tensor.stride != stride or tensor.offset < 0:
        raise BadPackError("a tensor of the checkpoint is not dense")
    storage = storages[tensor.storage]
    end = tensor.offset + math.prod(tensor.shape)
    if end > storage.size:
        raise BadPackError("a tensor of the checkpoint reaches beyond its storage")
    return storage[tensor.offset : end].reshape(tensor.shape)
