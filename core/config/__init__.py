"""The settings file: one TOML in the program's home, checked key by key, changed without losing its comments."""

from core.config.change import change_setting, unset_setting
from core.config.file import Loaded, load_settings
from core.config.keys import KEYS, Key, key_named, written

__all__ = ["KEYS", "Key", "Loaded", "change_setting", "key_named", "load_settings", "unset_setting", "written"]
