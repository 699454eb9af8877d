"""The review of what the program depends on, as Markdown: python tools/make_dependencies.py > docs/dependencies.md.

What each is for stands in pyproject.toml; licence, version and size are those of what is installed here.
"""

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parents[1]
_NAME = re.compile(r"[\w.-]+")
_LICENCES = {
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
    "BSD License": "BSD",
    "Python Software Foundation License": "PSF-2.0",
}
_SAYS_NOTHING = {"langdetect": "Apache-2.0", "PyStemmer": "MIT and BSD-3-Clause", "atheris": "Apache-2.0"}
"""Licences that stand in the package's files and not in its metadata."""

HEAD = """# What it stands on

Every package that the program names itself, what it is for, its licence, the version that `constraints.txt`
pins, and its size on disk, without what it brings in turn. Made by `tools/make_dependencies.py` from
`pyproject.toml` and what is installed.

What holds for all of them, and for what they bring: {versions} packages, exact versions in `constraints.txt`;
`pip check` finds no conflict. None is imported that is under the AGPL or the GPL: `argos-translate-lt` brings
`minisbd` (AGPL) and an `onnxruntime` that looks up a host by itself, and neither is ever loaded
(`tests/test_house.py` holds that, and `tests/test_offline.py` that nothing asks for the network). Under the
LGPL is `pycountry`, which sumy brings; `tld`, which trafilatura brings, is taken under the MPL. No model, no
data and no code is downloaded at run time but the packs that you ask for.
"""
TAIL = """## Looked at and not taken

Sentences in Thai, which marks no end of one: PyThaiNLP 5.4 (Apache-2.0), whose sentence model `crfcut` also needs
python-crfsuite. Both are kept. On sixty Thai sentences it has an F1 of 0.78 (precision 0.92, recall 0.68), where
0.97 is asked of other languages; its own documentation says 0.82 to 0.87. That is 73 MB for one language; one cut in
twelve would fall inside a sentence, which a desk that does not read Thai could not see. So a Thai line stays one
sentence.

Names in scripts without capitals, or that are inflected: a transliterator such as PyICU or unidecode gives Moskvy for
the genitive of Moscow, and for an Arabic name the consonants alone, so right translations would be flagged too. It
needs a list of names for each language, and there is none here.
"""


def main() -> None:
    """Print the review."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    said = purposes(project)
    table = tomllib.loads(project)["project"]
    print(HEAD.format(versions=sum("==" in line for line in constraints.splitlines())))
    groups = {"Always": table["dependencies"]}
    groups |= {f"Extra `{name}`": needs for name, needs in table["optional-dependencies"].items()}
    for title, needs in groups.items():
        print(f"## {title}\n\n| package | version | licence | MB | for |\n| --- | --- | --- | ---: | --- |")
        for need in needs:
            if not need.startswith("depeche-reader"):
                print(row(need, said.get(need, "")))
        print()
    print(TAIL, end="")


def purposes(project: str) -> dict[str, str]:
    """Return what the comment above each requirement says."""
    found, comment = {}, []
    for line in map(str.strip, project.splitlines()):
        if line.startswith("#"):
            comment.append(line.lstrip("# "))
            continue
        if match := re.fullmatch(r'"(.+)",', line):
            found[match[1]] = " ".join(comment)
        comment = []
    return found


def row(need: str, purpose: str) -> str:
    """Return a package's line of the table."""
    name = _NAME.match(need)[0]
    # The licence ends each comment, and has a column of its own.
    purpose = re.sub(r"\s*(?:[A-Z][\w.-]*(?: and [A-Z][\w-]*)?(?: licence)?)\.$", "", purpose)
    try:
        found = distribution(name)
    except PackageNotFoundError:
        sys.exit(f"{name} is not installed: pip install -e '.[test,fuzz,benchmarks]'")
    size = sum(file.locate().stat().st_size for file in found.files or () if file.locate().exists())
    return f"| {name} | {found.version} | {licence(found)} | {size / 1e6:.1f} | {purpose} |"


def licence(found: object) -> str:
    """Return a package's licence, as its metadata says it in one of three ways."""
    about = found.metadata
    if name := _SAYS_NOTHING.get(about["Name"]):
        return name
    if said := about.get("License-Expression"):
        return said
    said = [one.rpartition(" :: ")[2] for one in about.get_all("Classifier") or () if one.startswith("License :: OSI")]
    return " or ".join(_LICENCES.get(one, one) for one in said) or (about.get("License") or "?").splitlines()[0][:40]


if __name__ == "__main__":
    main()
