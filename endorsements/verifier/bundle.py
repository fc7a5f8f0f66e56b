"""Makes `dist/verify.py`: the sources of protocol, tally and verifier as one readable file."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "endorsements"
PARTS = ("protocol", "tally", "verifier")
MAIN = "endorsements.verifier.main"
TARGET = Path(__file__).parent / "dist" / "verify.py"
LINE_LENGTH = 100

HEADER = '''\
#!/usr/bin/env python3
"""verify.py: checks the public record of a round of endorsement votes, and recounts it.

    python3 verify.py FOLDER              the unpacked record
    python3 verify.py RECORD.zip          or the zip as downloaded
    python3 verify.py FOLDER --receipt FILE --checkpoint FILE
                                          and whether what you kept yourself is in it

It needs Python 3.9 or later and nothing else. Where PyNaCl is installed
("python3 -m pip install pynacl") it checks the signatures too. It reads the files that you name,
writes nothing, and uses no network. Exit status: 0 everything that was checked adds up,
1 something does not, 2 the record cannot be read.

This file is put together from the sources of the site (folders protocol, tally and verifier of
endorsements/), which count and check with these very lines. Take it from a source that you
trust: a record that somebody forged may come with a verify.py that finds nothing.

MIT License. Copyright (c) 2026 The endorsements project contributors

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""

from __future__ import annotations
'''
TOO_OLD = """
if sys.version_info < (3, 9):
    sys.exit("verify.py needs Python 3.9 or later.")
"""
FOOTER = """

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
"""


class CannotBundle(Exception):
    """The sources cannot stand in one file; the sentence says why."""


@dataclass
class Module:
    """A source with its imports taken out.

    Args:
        body: lines without imports at the top level.
        inside: modules of our own that it imports.
        outside: lines of imports from the standard library: ("", "json") for `import json`,
            ("typing", "Any") for `from typing import Any`.
        names: what it defines at the top level.
    """

    name: str
    body: str
    inside: list[str]
    outside: set[tuple[str, str]]
    names: set[str]


def read_sources() -> dict[str, str]:
    """Module name to source, of everything that may go into the file."""
    base = Path(__file__).parents[1]
    return {
        f"{PACKAGE}.{part}.{path.stem}": path.read_text(encoding="utf-8")
        for part in PARTS
        for path in sorted((base / part).glob("*.py"))
    }


def bundle(sources: Mapping[str, str], main: str = MAIN) -> str:
    """One file that does what the module `main` does.

    Args:
        sources: module name to source. Those that `main` does not need are left out.

    Raises:
        CannotBundle: two modules define the same name, or one imports in a way that would not
            work in one file.
    """
    modules = list(_in_order({name: _parsed(name, text) for name, text in sources.items()}, main))
    _check_names(modules)
    sections = [f"\n\n# {'=' * 8} {m.name.replace('.', '/')}.py\n\n{m.body}" for m in modules]
    outside = set().union(*(module.outside for module in modules), {("", "sys")})
    return HEADER + _imports(outside) + TOO_OLD + "".join(sections) + FOOTER


def _parsed(name: str, source: str) -> Module:
    module = Module(name, "", [], set(), set())
    lines = source.splitlines()
    for node in ast.parse(source).body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            _note_import(module, node)
            for number in range(node.lineno - 1, node.end_lineno or node.lineno):
                lines[number] = ""
        else:
            module.names.update(_defined(node))
    text = re.sub(r"  # (noqa|type: ignore).*", "", "\n".join(lines))
    module.body = re.sub(r"\n{4,}", "\n\n\n", text).strip() + "\n"
    return module


def _note_import(module: Module, node: ast.Import | ast.ImportFrom) -> None:
    origin = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
    if origin == "__future__":
        return
    for alias in node.names:
        top = (origin or alias.name).partition(".")[0]
        if alias.asname or (isinstance(node, ast.ImportFrom) and node.level):
            raise CannotBundle(f"{module.name} renames {alias.name} or imports relatively.")
        if top == PACKAGE and origin:
            module.inside.append(origin)
        elif top in sys.stdlib_module_names:
            module.outside.add((origin, alias.name))
        else:
            raise CannotBundle(f"{module.name} imports {origin or alias.name}.")


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.Assign, ast.AnnAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _in_order(modules: Mapping[str, Module], main: str) -> Iterator[Module]:
    """`main` and all that it needs, each after what it needs itself."""
    placed: dict[str, Module] = {}

    def place(name: str) -> None:
        if name not in modules:
            raise CannotBundle(f"{name} is imported, but is not one of the sources.")
        for needed in sorted(set(modules[name].inside) - set(placed)):
            place(needed)
        placed.setdefault(name, modules[name])

    place(main)
    return iter(placed.values())


def _check_names(modules: list[Module]) -> None:
    """Every name means one thing in the whole file."""
    owners = {name: origin for module in modules for origin, name in module.outside}
    for module in modules:
        for origin, name in module.outside:
            if owners[name] != origin:
                raise CannotBundle(f"{module.name} imports {name}, which another module has too.")
        for name in sorted(module.names):
            if owners.setdefault(name, module.name) != module.name:
                raise CannotBundle(f"{module.name} defines {name}, which another module has too.")


def _imports(outside: set[tuple[str, str]]) -> str:
    whole = sorted(name for origin, name in outside if not origin)
    lines = [f"import {name}" for name in whole]
    for origin in sorted({origin for origin, _ in outside if origin}):
        names = sorted((name for one, name in outside if one == origin), key=str.lower)
        lines.append(f"from {origin} import {', '.join(names)}")
    return "\n" + "\n".join(lines) + "\n"
