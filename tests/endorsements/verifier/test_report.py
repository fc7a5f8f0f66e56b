"""What is printed, and how."""

from endorsements.verifier.report import Report, printable


def test_findings_stand_under_their_headings():
    report = Report()
    report.heading("Files")
    report.ok("Fine.")
    report.note("By the way.")
    report.unchecked("Not looked at.")
    report.fault("Wrong.")

    assert report.as_findings() == (
        "\nFiles\n"
        "  ok        Fine.\n"
        "  note      By the way.\n"
        "  unchecked Not looked at.\n"
        "  FAULT     Wrong.\n"
    )


def test_the_verdict_counts():
    report = Report()
    assert report.as_text().endswith("RESULT: everything that was checked adds up.\n")
    report.unchecked("x")
    assert "adds up (1 could not be checked, see above)." in report.as_text()
    report.fault("x")
    assert "RESULT: 1 thing does NOT add up (1 could not" in report.as_text()
    report.fault("y")
    assert "RESULT: 2 things do NOT add up" in report.as_text()


def test_long_sentences_are_wrapped_and_codes_stay_whole():
    report = Report()
    report.ok("word " * 30 + "ABCD-EFGH-JKMN")

    lines = report.as_findings().splitlines()

    assert max(map(len, lines)) <= 96
    assert lines[-1].endswith("ABCD-EFGH-JKMN")


def test_nothing_printed_can_play_tricks_with_the_terminal():
    assert printable("a\x1b[2Jb\r\nc\u202ed") == "a?[2Jb  c?d"


def test_what_is_endless_is_cut():
    assert printable("x" * 1000) == "x" * 600 + " …"
