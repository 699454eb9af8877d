"""XML from outside, parsed without entities and without a look beyond the file."""

from typing import TYPE_CHECKING

from core.errors import InputError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def parse(data: bytes, name: str) -> "Element":
    """Parse `data`, part of what the user calls `name`. Raises InputError where it is broken, or declares entities."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(data)
    except DefusedXmlException as error:
        raise InputError(name, "its XML declares entities, which are not read for safety") from error
    except (ParseError, ValueError, LookupError) as error:
        raise InputError(name, "its XML is broken") from error
    return root
