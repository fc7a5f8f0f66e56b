"""What “How we score” works out."""

from scorecard.pages import method


def test_the_example_is_shown_and_the_same_with_absences_is_not():
    example, away = method.worked(method.EXAMPLE), method.worked(method.AWAY)
    assert (example.grade.score, example.grade.recorded) == (79, 93)
    assert example.grade.is_shown
    assert (away.grade.score, away.grade.recorded) == (68, 83)
    assert not away.grade.is_shown
    assert len(method.EXAMPLE) == len(method.AWAY) == 30


def test_letters_cover_each_score_once():
    lines = method.letters()
    assert [line.letter for line in lines[:4]] == ["A+", "A", "A-", "B+"]
    assert (lines[0].lowest, lines[0].highest) == (98, 100)
    covered = [score for line in lines for score in range(line.lowest, line.highest + 1)]
    assert sorted(covered) == list(range(101))


def test_the_median_of_an_even_number_is_the_upper_one():
    assert method.median_example() == ((40, 62, 75, 81), 75)
