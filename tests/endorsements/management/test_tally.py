"""manage.py tally: a file, or contest after contest, without a site around it."""

import io
import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from config.embedded.servers import ROOT
from endorsements.management.commands import tally
from tests.endorsements.tally.interchange.open_contests import contest, result

CONTEST = contest(ballots=[(["Ash"], 3), (["Birch"], 1)])
SECONDS = 60


def line_of(value):
    return json.dumps(value).encode() + b"\n"


@pytest.fixture
def write(tmp_path):
    def write(content, name="contest.json"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return write


class TestOneFile:
    def test_the_result_is_printed(self, write, capsys):
        call_command("tally", str(write(CONTEST)))

        assert json.loads(capsys.readouterr().out) == result(CONTEST)

    def test_a_byte_order_mark_does_no_harm(self, write, capsys):
        call_command("tally", str(write(b"\xef\xbb\xbf" + json.dumps(CONTEST).encode())))

        assert json.loads(capsys.readouterr().out) == result(CONTEST)

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"{", "contest.json: This is not JSON: Expecting property name"),
            (b"\xff", "contest.json: This is not JSON: it is not text in UTF-8."),
            ({"format": "tally-2"}, "contest.json: format: “tally-2” is not one of “tally-1”."),
            (b"[" * 10**6, "contest.json: This is nested too deeply to be a contest."),
        ],
    )
    def test_a_malformed_file_is_refused(self, write, content, sentence):
        with pytest.raises(CommandError, match=sentence) as refusal:
            call_command("tally", str(write(content)))

        assert refusal.value.returncode == 2

    def test_a_file_that_cannot_be_read_is_refused(self, tmp_path):
        for path, reason in ((tmp_path / "none", "No such file"), (tmp_path, "Is a directory")):
            with pytest.raises(CommandError, match=f"{path} cannot be read: {reason}") as refusal:
                call_command("tally", str(path))
            assert refusal.value.returncode == 2

    def test_too_little_memory_is_no_crash(self, write, monkeypatch):
        def too_much(contest):
            raise MemoryError

        monkeypatch.setattr(tally, "result_of", too_much)

        with pytest.raises(CommandError, match="not enough memory"):
            call_command("tally", str(write(CONTEST)))


class TestLines:
    @pytest.fixture
    def answers(self, monkeypatch, capsys):
        def answers(text):
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
            status = 0
            try:
                call_command("tally", "-")
            except CommandError as refusal:
                status = refusal.returncode
            return [json.loads(line) for line in capsys.readouterr().out.splitlines()], status

        return answers

    def test_each_line_has_an_answer(self, answers):
        other = contest("approval", [(["Birch"], 2)])

        assert answers(line_of(CONTEST) + line_of(other)) == ([result(CONTEST), result(other)], 0)

    def test_the_last_line_needs_no_end(self, answers):
        assert answers(line_of(CONTEST).strip()) == ([result(CONTEST)], 0)

    def test_no_lines(self, answers):
        assert answers(b"") == ([], 0)

    def test_a_malformed_line_has_its_answer_and_the_rest_follow(self, answers):
        text = b"nonsense\n" + line_of(CONTEST) + b"\n" + line_of([]) + line_of(CONTEST)

        [one, two, three, four, five], status = answers(text)

        assert status == 2
        assert (two, five) == (result(CONTEST), result(CONTEST))
        assert [list(one), list(three), list(four)] == [["error"]] * 3
        assert four == {"error": "contest: an object is expected, not a list."}


def environment(**more):
    """Of somebody who has no settings, or the wrong ones."""
    return {"PATH": os.environ["PATH"], **more}


def manage(*arguments, **more):
    command = [sys.executable, ROOT / "manage.py", *arguments]
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, **streams, **{"env": environment()} | more)


class TestTheProgram:
    @pytest.mark.parametrize(
        "settings",
        [
            {},
            {"DATABASE_URL": "postgres://nowhere", "DJANGO_SETTINGS_MODULE": "config.settings"},
            {"DJANGO_SETTINGS_MODULE": "no.such.settings", "LC_ALL": "C"},
        ],
    )
    def test_it_needs_no_site(self, write, tmp_path, settings):
        path = write(CONTEST)

        with manage("tally", path, env=environment(**settings), cwd=tmp_path) as program:
            out, err = program.communicate(timeout=SECONDS)

        assert (json.loads(out), err, program.returncode) == (result(CONTEST), b"", 0)

    @pytest.mark.parametrize("settings", [{}, {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}])
    def test_a_refusal_is_a_line_and_status_2(self, write, settings):
        path = write(contest(none_option="Ä\ud800"))

        with manage("tally", path, env=environment(**settings)) as program:
            out, err = program.communicate(timeout=SECONDS)

        assert (out, program.returncode, err.count(b"\n")) == (b"", 2, 1)
        assert b"is not one of the candidates." in err
        assert b"Traceback" not in err

    def test_it_answers_each_line_at_once(self):
        with manage("tally", "-") as program:
            for value in (CONTEST, [], CONTEST):
                program.stdin.write(line_of(value))
                program.stdin.flush()
                answer = json.loads(program.stdout.readline())
                assert answer == (
                    result(value)
                    if value
                    else {"error": "contest: an object is expected, not a list."}
                )
            out, err = program.communicate(timeout=SECONDS)

        assert (out, err, program.returncode) == (b"", b"CommandError: 1 line was malformed.\n", 2)

    def test_it_ends_quietly_when_nobody_reads(self):
        with manage("tally", "-") as program:
            program.stdout.close()
            program.stdin.write(line_of(CONTEST))
            program.stdin.close()
            err = program.stderr.read()
            program.wait(SECONDS)

        assert (err, program.returncode) == (b"", 1)

    def test_its_help_says_what_the_statuses_mean(self):
        with manage("tally", "--help") as program:
            out, _ = program.communicate(timeout=SECONDS)

        words = " ".join(out.decode().split())
        assert "the exit status, when the input closes, is 2 if any line was malformed" in words
