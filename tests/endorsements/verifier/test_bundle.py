"""verify.py as one file: up to date, readable by old Pythons, standing on the library alone."""

import ast
import sys

import pytest
from django.core.management import call_command

from endorsements.verifier import bundle as bundling
from endorsements.verifier.bundle import MAIN, TARGET, CannotBundle, bundle, read_sources

BUILD = "run: .venv/bin/python manage.py build_verifier"


def test_the_file_is_up_to_date():
    assert TARGET.read_text(encoding="utf-8") == bundle(read_sources()), BUILD


def test_the_command_writes_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(bundling, "TARGET", tmp_path / "dist" / "verify.py")

    call_command("build_verifier")

    assert (tmp_path / "dist" / "verify.py").read_text("utf-8") == TARGET.read_text("utf-8")
    assert capsys.readouterr().out == f"Written: {tmp_path / 'dist' / 'verify.py'}\n"


def test_it_is_python_3_9():
    ast.parse(TARGET.read_text(encoding="utf-8"), feature_version=(3, 9))


def test_it_imports_nothing_but_the_standard_library():
    tree = ast.parse(TARGET.read_text(encoding="utf-8"))
    imported = {
        name.partition(".")[0]
        for node in tree.body
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    inside = {
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node not in tree.body
    }

    assert imported <= sys.stdlib_module_names
    assert inside == {"nacl.exceptions", "nacl.signing"}


def test_it_says_what_it_is_and_under_which_licence():
    text = TARGET.read_text(encoding="utf-8")

    assert text.startswith('#!/usr/bin/env python3\n"""verify.py: checks the public record')
    assert "MIT License" in text
    assert "Permission is hereby granted, free of charge" in text


def test_everything_that_counts_and_checks_is_in_it():
    text = TARGET.read_text(encoding="utf-8")
    left_out = [name for name in read_sources() if f"{name.replace('.', '/')}.py" not in text]

    assert left_out == [
        "endorsements.protocol.__init__",
        "endorsements.tally.__init__",
        "endorsements.tally.presets",
        "endorsements.tally.typed_ballots",
        "endorsements.tally.worked_examples",
        "endorsements.verifier.__init__",
        "endorsements.verifier.bundle",
    ]


PURE = '"""Main."""\n\nfrom __future__ import annotations\n\n'


def test_modules_stand_in_the_order_in_which_they_need_each_other():
    sources = {
        MAIN: PURE + "from endorsements.tally.b import two\n\n\ndef main():\n    return two\n",
        "endorsements.tally.b": (
            "import json\nfrom endorsements.tally.a import (\n    one,\n)\n\ntwo = one  # noqa: X\n"
        ),
        "endorsements.tally.a": "import json\nfrom typing import Any\n\none: Any = 1\n",
        "endorsements.tally.idle": "import os\n",
    }

    text = bundle(sources)

    assert text.index("one: Any = 1") < text.index("two = one\n") < text.index("def main()")
    assert text.count("import json\n") == text.count("from typing import Any\n") == 1
    assert "idle" not in text
    assert "import os" not in text
    assert "from endorsements" not in text


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("import json as j\n", "renames json"),
        ("from . import other\n", "imports relatively"),
        ("import django\n", "imports django"),
        ("from django.db import models\n", "imports django.db"),
        ("import endorsements.log\n", "imports endorsements.log"),
        ("from endorsements.log import append\n", "is not one of the sources"),
        ("from endorsements.tally.a import one\n\n\ndef one(): ...\n", "which another module has"),
        ("from json import one\nfrom endorsements.tally.a import one\n", "another module has"),
        ("from json import two\nfrom endorsements.tally.b import three\n", "another module has"),
    ],
)
def test_what_cannot_stand_in_one_file_is_refused(source, sentence):
    sources = {
        MAIN: source,
        "endorsements.tally.a": "one = 1\n",
        "endorsements.tally.b": "from ast import two\n\nthree = two\n",
    }

    with pytest.raises(CannotBundle, match=sentence):
        bundle(sources)
