"""The settings file: one TOML in the program's home, checked key by key, changed without losing its comments."""

from core.config.change import add_watch, change_setting, drop_rule, list_rules, put_rule, unset_setting
from core.config.file import Loaded, load_settings
from core.config.keys import KEYS, Key, key_named, written

__all__ = [
    "KEYS",
    "Key",
    "Loaded",
    "add_watch",
    "change_setting",
    "drop_rule",
    "key_named",
    "list_rules",
    "load_settings",
    "put_rule",
    "unset_setting",
    "written",
]
