"""The user's glossary file, changed from within the reader."""

from pathlib import Path
from typing import TYPE_CHECKING

from core.config import change_setting, load_settings, unset_setting
from core.errors import InputError
from core.files import write_whole
from core.reading.clean import decode
from core.translation.terminology.tables import with_term
from core.translation.terminology.tbx import is_tbx

if TYPE_CHECKING:
    from core.settings import Settings

_OWN = "glossary.tsv"


def change_glossary(settings: "Settings", source: str, target: str | None) -> tuple[Path | None, str | None]:
    """Name a term in the glossary's file, or with None take it out; return the file, and what it was called before.

    Where the settings name no file, one is made in the program's home, and the settings file names it from then
    on. One that holds nothing any more goes again. Raises DepecheError.
    """
    own = settings.places.home / _OWN
    path = settings.translation.glossary or own
    try:
        data = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise InputError(str(path), "cannot be read: {error}", error=error) from error
    if is_tbx(data):
        raise InputError(str(path), "a TBX file is not changed here; name a CSV or TSV file in translation.glossary")
    old = decode(data, str(path)).text.removeprefix("\ufeff") if data else ""
    text, before = with_term(old, source, target)
    if path == own and not text.strip():
        path.unlink(missing_ok=True)
        unset_setting(settings.places, "translation.glossary")
        return None, before
    write_whole(path, text)
    if path == own and load_settings(settings.places).settings.translation.glossary is None:
        change_setting(settings.places, "translation.glossary", str(path))
    return path, before
