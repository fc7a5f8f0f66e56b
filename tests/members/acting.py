"""An act for tests: it renames a member, and refuses to use the name that is there."""

from members import audit, proposals
from members.errors import MembersError
from members.models import Member

NAME = "test.act"


class SameName(MembersError):
    pass


def words(proposal):
    return [f"{proposal.object_label} will be called {proposal.parameters['name']}."]


def cautions(proposal):
    is_taken = Member.objects.filter(name=proposal.parameters["name"]).exists()
    return ["Somebody is called so already."] if is_taken else []


def check(proposal):
    if proposal.parameters.get("name") == "":
        raise SameName("A name is needed.")


def perform(proposal, by):
    member = Member.objects.get(pk=proposal.object_id)
    if member.name == proposal.parameters["name"]:
        raise SameName("That is the name already.")
    member.name = proposal.parameters["name"]
    member.save(update_fields=["name"])
    audit.record("member.renamed", by=by, of=member)


ACT = proposals.Act(
    NAME, "Rename a member", "members.change_member", words, perform, check, cautions
)
