"""What a name or a term must be called in the translation: the user's glossary, and the names built in."""

from core.translation.terminology.glossary import Enforced, Glossary
from core.translation.terminology.names import mend_names
from core.translation.terminology.term import Term

__all__ = ["Enforced", "Glossary", "Term", "mend_names"]
