"""The members' page of a contest: recommendation, candidates, notes, and what members say."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from endorsements.forms.reviewing import NoteForm, PostForm
from endorsements.models import Contest, Round
from endorsements.questionnaires.reading import asked_contests
from endorsements.reviewing import discussing, notes
from endorsements.views.reviewing import rows
from endorsements.views.reviewing.reader import Reader, contest_in, members_page


@require_safe
@members_page
def show(request: HttpRequest, voting_round: Round, reader: Reader, *, key: str) -> HttpResponse:
    return contest_page(request, contest_in(voting_round, key), reader)


def contest_page(
    request: HttpRequest,
    contest: Contest,
    reader: Reader,
    *,
    form: PostForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Args:
    form: a post that was refused, with what was typed.
    """
    may_write = discussing.may_write(contest, reader.member, reader.user)
    context = {
        "round": contest.round,
        "contest": contest,
        "recommendation": rows.recommendation_of(contest),
        "candidates": rows.candidate_rows(contest, reader),
        "is_asked": contest.key in asked_contests(contest.round),
        "reading": contest.reading.filter(candidate=None),
        "threads": rows.post_rows(contest, reader, may_write=may_write),
        "may_write": may_write,
        "is_member": reader.member is not None,
        "is_open": discussing.is_open(contest),
        "signed": discussing.signed(contest, reader.member),
        "form": form or PostForm(auto_id="post-%s"),
    }
    return render(request, "endorsements/reviewing/contest.html", context, status=status)


@require_POST
@sensitive_post_parameters("text")
@members_page
def note(
    request: HttpRequest, voting_round: Round, reader: Reader, *, key: str, candidate: int
) -> HttpResponse:
    contest = contest_in(voting_round, key)
    one = get_object_or_404(contest.candidates, pk=candidate)
    form = NoteForm(request.POST)
    if form.is_valid():
        notes.write(one.pk, form.cleaned_data["text"], by=reader.user)
        messages.success(request, f"Your note on {one.name} is kept. Nobody else sees it.")
    else:
        messages.error(request, f"Your note was not kept. {form.errors['text'].as_text()}")
    return redirect("endorsements:contest", voting_round.slug, contest.key)
