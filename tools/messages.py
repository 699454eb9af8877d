"""The messages that core and the commands word for people, read out of their code as templates.

    “{0}” is said twice in a row
    no pack for {0}: {1:told}

A number in braces is a hole: what an f-string puts there. One that is `told` holds another message, and is translated
itself; one that is a `number` is written as the language writes numbers; what comes from a wire, a file or a library
stays as it is. A choice within a message gives a template for each of its outcomes. What cannot be read so is named in
`unread`, and a test finds it.
"""

import ast
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools import wording

_NUMBER = re.compile(r"f'(,|,?\.\d+f)'")
"""How a number is written that each language writes in its way."""

Part = str | tuple[str]
"""Text, or a hole and what is to be done with what it holds."""
Template = tuple[Part, ...]
VALUE, TOLD, UNIT, NUMBER = ("",), (":told",), (":unit",), (":number",)
VALUE_ONLY: Template = (VALUE,)


def messages(roots: list[Path]) -> "Messages":
    """Read every message under some folders."""
    found = Messages()
    trees = {path: ast.parse(path.read_text("utf-8")) for root in roots for path in sorted(root.rglob("*.py"))}
    found.errors = dict(_errors(list(trees.values())))
    modules = [_Module(path, tree, found) for path, tree in trees.items()]
    for module in modules:
        for name in module.functions:
            found.functions.setdefault(name, []).append(module)
    for module in modules:
        module.read()
    return found


@dataclass
class Messages:
    """What was found."""

    texts: set[str] = field(default_factory=set)
    unread: list[str] = field(default_factory=list)
    errors: dict[str, int] = field(default_factory=dict)
    """By the name of an error's class: which argument is its message."""
    functions: "dict[str, list[_Module]]" = field(default_factory=dict)
    """Where a function of that name is."""
    open: set[ast.expr] = field(default_factory=set)
    """What is being read."""


def _errors(trees: list[ast.Module]) -> Iterator[tuple[str, int]]:
    bases = {
        node.name: [getattr(base, "id", "") for base in node.bases]
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }

    def above(name: str) -> set[str]:
        return {name}.union(*(above(base) for base in bases.get(name, ())))

    yield "ValueError", 0
    for name in bases.keys() - wording.NO_MESSAGE:
        if "DepecheError" in above(name):
            yield name, 1
        elif above(name) & {"Exception", "ValueError"}:
            yield name, 0


class _Module:
    def __init__(self, path: Path, tree: ast.Module, found: Messages) -> None:
        self._path, self._tree, self._found = path, tree, found
        self._returned = wording.RETURNED | wording.RETURNED_THERE.get(path.name, set())
        self._told = wording.TOLD | wording.TOLD_THERE.get(path.name, set())
        self.functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        self._assigned: dict[tuple[ast.AST, str], list[ast.expr]] = {}
        self._scopes: dict[ast.AST, ast.AST] = {}
        self._scan(tree, tree)

    def _scan(self, node: ast.AST, scope: ast.AST) -> None:
        self._scopes[node] = scope
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name):
                    self._assigned.setdefault((scope, target.id), []).append(node.value)
        inner = node if isinstance(node, ast.FunctionDef | ast.Lambda) else scope
        for child in ast.iter_child_nodes(node):
            self._scan(child, inner)

    def read(self) -> None:
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Call):
                self._call(node)
            elif isinstance(node, ast.arguments):
                for argument, value in zip(reversed(node.args), reversed(node.defaults), strict=False):
                    if argument.arg in wording.SAID:
                        self._take(value, strict=False)
            elif isinstance(node, ast.FunctionDef) and node.name in self._returned:
                for value in _values(node):
                    self._take(value, strict=False)
            elif isinstance(node, ast.AugAssign) and ast.unparse(node.target) == "problems":
                for value in _each(node.value):
                    self._take(value)
            elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                if isinstance(target, ast.Name) and target.id in wording.TABLES:
                    self._found.texts.update(_written((text,)) for text in _words(node.value))
                elif isinstance(target, ast.Name) and target.id in wording.SAID:
                    self._take(node.value, strict=False)

    def _call(self, node: ast.Call) -> None:
        name = ast.unparse(node.func)
        last = name.split(".")[-1]
        if name == "M_":
            self._found.texts.update(filter(None, map(_literal, node.args)))
            return
        calls = wording.CALLS | self._found.errors
        place = next((calls[known] for known in (name, ".".join(name.split(".")[-2:]), last) if known in calls), None)
        if name == "Finding":
            self._take(node.args[0], strict=False)
        starred = any(isinstance(argument, ast.Starred) for argument in node.args)
        if place is not None and not starred and len(node.args) > place:
            for value in _each(node.args[place]):
                self._take(value, strict=name in self._found.errors or last in wording.STRICT)
        for keyword in node.keywords:
            if keyword.arg in wording.SAID:
                self._take(keyword.value, strict=False)

    def _take(self, expression: ast.expr, *, strict: bool = True) -> None:
        for template in self._templates(expression):
            if template == VALUE_ONLY and strict:
                line = f"{self._path.parent.name}/{self._path.name}:{expression.lineno}"
                self._found.unread.append(f"{line}: {ast.unparse(expression)}")
            words = any(isinstance(part, str) and any(map(str.isalpha, part)) for part in template)
            if words or (TOLD in template and len(template) > 1):
                self._found.texts.add(_written(template))

    def _named(self, node: ast.expr, names: set[str]) -> bool:
        name = ast.unparse(node.func if isinstance(node, ast.Call) else node)
        return name not in wording.FOREIGN and bool({ast.unparse(node), name, name.split(".")[-1]} & names)

    def _opaque(self, node: ast.expr) -> Template:
        """Return what stands for an expression that cannot be read: a message read where it was made, or a value."""
        return (TOLD,) if self._named(node, self._told | wording.RETURNED | wording.PASSED_ON) else VALUE_ONLY

    def _templates(self, node: ast.expr) -> list[Template]:
        """Return what an expression may come to; a value, where that is made of itself."""
        if node in self._found.open:
            return [VALUE_ONLY]
        self._found.open.add(node)
        try:
            return list(dict.fromkeys(self._outcomes(_bare(node))))
        finally:
            self._found.open.remove(node)

    def _outcomes(self, node: ast.expr) -> list[Template]:
        if isinstance(node, ast.Constant):
            return [(node.value,) if isinstance(node.value, str) and node.value else ()]
        if isinstance(node, ast.JoinedStr):
            parts = [self._templates(p) if isinstance(p, ast.Constant) else self._hole(p) for p in node.values]
            return _joined(parts)
        if isinstance(node, ast.IfExp):
            return self._templates(node.body) + self._templates(node.orelse)
        if isinstance(node, ast.BoolOp):
            return [template for value in node.values for template in self._templates(value)]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return _joined([self._templates(node.left), self._templates(node.right)])
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and (text := _literal(node.left)):
            return [(text,), ()]
        if isinstance(node, ast.Name) and (values := self._values_of(node)):
            return [template for value in values for template in self._templates(value)]
        if isinstance(node, ast.Call) and ast.unparse(node.func).removesuffix(".get") in wording.TABLES:
            return self._templates(node.args[1])
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and not self._named(node, wording.RETURNED | wording.PASSED_ON)
        ):
            modules = [self] if node.func.id in self.functions else self._found.functions.get(node.func.id, [])
            if len(modules) == 1:
                return modules[0].returned(node.func.id) or [VALUE_ONLY]
        return [self._opaque(node)]

    def returned(self, name: str) -> list[Template]:
        """Return what a function may return."""
        return [template for value in _values(self.functions[name]) for template in self._templates(value)]

    def _values_of(self, name: ast.Name) -> list[ast.expr]:
        scope = self._scopes[name]
        return self._assigned.get((scope, name.id)) or self._assigned.get((self._tree, name.id)) or []

    def _hole(self, hole: ast.expr) -> list[Template]:
        """Return what a hole of an f-string may hold: words of this code, or a value."""
        assert isinstance(hole, ast.FormattedValue)
        value = _bare(hole.value)
        if hole.format_spec is not None and _NUMBER.fullmatch(ast.unparse(hole.format_spec)):
            return [(NUMBER,)]
        if hole.format_spec is not None or hole.conversion != -1 or isinstance(value, ast.BoolOp):
            return [VALUE_ONLY]
        if ast.unparse(value) in wording.UNITS:
            return [(UNIT,)]
        found = self._templates(value)
        # One of which all outcomes are words of ours is part of the message.
        if VALUE_ONLY not in found and (any(map(_worded, found)) or (() in found and len(found) > 1)):
            return found
        return [(TOLD,)] if self._named(value, self._told | wording.RETURNED) else [VALUE_ONLY]


def _worded(template: Template) -> bool:
    words = [part for part in template if isinstance(part, str)]
    return any(sum(map(str.isalpha, word)) > 1 or word == "s" for word in words)


def _joined(parts: list[list[Template]]) -> list[Template]:
    return [tuple(itertools.chain(*chosen)) for chosen in itertools.product(*parts)]


def _values(function: ast.FunctionDef) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        if isinstance(node, ast.Return | ast.Yield) and node.value is not None:
            yield from _each(node.value)


def _each(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.ListComp | ast.GeneratorExp):
        return [node.elt]
    return node.elts if isinstance(node, ast.List | ast.Tuple) else [node]


def _words(table: ast.expr) -> Iterator[str]:
    """Give the messages of a table: its values; of a row, what has a space."""
    for row in table.values if isinstance(table, ast.Dict) else _each(table):
        if (text := _literal(row)) is not None:
            yield text
        else:
            yield from (text for text in map(_literal, ast.walk(row)) if text and " " in text)


def _bare(node: ast.expr) -> ast.expr:
    """Return what is made plain, or a text, by a call; or of what it is one, or a part."""
    while True:
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"sanitize", "str"} and node.args:
            node = node.args[0]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "removesuffix":
            node = node.func.value
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "problems":
            node = node.value
        else:
            return node


def _literal(node: ast.AST | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _written(template: Template) -> str:
    """Write a template as the catalogue has it."""
    numbers = itertools.count()
    parts = (
        part.replace("{", "{{").replace("}", "}}") if isinstance(part, str) else f"{{{next(numbers)}{part[0]}}}"
        for part in template
    )
    return "".join(parts)
