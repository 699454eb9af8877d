"""What a name or a term must be called in the translation: the user's glossary, and the names built in."""

from core.translation.terms.glossary import Enforced, Glossary
from core.translation.terms.names import mend_names
from core.translation.terms.term import Term

__all__ = ["Enforced", "Glossary", "Term", "mend_names"]
