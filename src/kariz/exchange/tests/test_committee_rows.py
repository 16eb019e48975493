"""The buying committee as Salesforce writes it: OpportunityContactRole."""

import pytest
from django.core.files.base import ContentFile

from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import sets
from kariz.exchange.models import Import, ImportSet
from kariz.pipeline.models import CommitteeMember, Deal
from kariz.reading.columns.guessing import guess_kind
from kariz.reading.rows.work_rows import role_of
from kariz.reading.shapes.registry import recognise

FILES = {
    "Account.csv": "Id,Name,BillingCity\n001A,Harbour,London\n",
    "Contact.csv": "Id,AccountId,LastName,FirstName\n003A,001A,Reed,Tom\n003B,001A,Shah,Priya\n",
    "Opportunity.csv": "Id,Name,StageName,CloseDate,AccountId\n006A,Pumps,Prospecting,2027-01-31,001A\n",
    "OpportunityContactRole.csv": (
        "Id,OpportunityId,ContactId,Role,IsPrimary\n"
        "00KA,006A,003A,Economic Decision Maker,true\n00KB,006A,003B,Friend,false\n00KC,006A,003Z,Evaluator,false\n"
    ),
}


def bring(by, files=FILES, **options):
    whole = sets.upload(files=[ContentFile(text.encode(), name) for name, text in files.items()], by=by)
    if options:
        whole = sets.change(whole=whole, by=by, options=options)
    set_runs.start(whole=whole, by=by)
    runs.work_all()
    return ImportSet.objects.get(pk=whole.pk)


def seats():
    return dict(CommitteeMember.objects.values_list("contact__name", "role"))


def test_the_file_is_known_and_its_roles_sit_in_the_committee(admin, pipeline):
    known = recognise(FILES["OpportunityContactRole.csv"].split("\n", 1)[0].split(","))
    assert (known.shape.name, known.part.kind) == ("salesforce", "committee")
    whole = bring(admin)
    assert (whole.shape, seats()) == ("salesforce", {"Tom Reed": "economic_buyer", "Priya Shah": "user"})
    assert Deal.objects.get().contact.name == "Tom Reed"
    part = Import.objects.get(kind="committee")
    assert (part.updated_count, part.refused_count) == (2, 1)
    assert "Friend" in part.rows.get(number=3).warnings[0]["text"]


def test_the_same_files_again_change_nothing_and_a_newer_role_is_taken_only_where_mina_overwrites(
    admin, pipeline
):
    bring(admin)
    bring(admin)
    assert CommitteeMember.objects.count() == 2
    newer = FILES | {
        "OpportunityContactRole.csv": FILES["OpportunityContactRole.csv"].replace("Friend", "Evaluator")
    }
    bring(admin, newer)
    assert seats()["Priya Shah"] == "user"
    bring(
        admin,
        newer | {"OpportunityContactRole.csv": newer["OpportunityContactRole.csv"].replace("00KB", "00KD")},
        existing="update",
    )
    assert seats()["Priya Shah"] == "technical_judge"


def test_what_a_file_of_roles_brought_is_taken_back(admin, pipeline):
    bring(admin, {name: text for name, text in FILES.items() if "Role" not in name})
    whole = bring(admin)
    assert len(seats()) == 2
    set_runs.take_back(whole=whole, by=admin)
    runs.work_all()
    assert seats() == {}


def test_reza_may_not_seat_anybody_in_a_deal_that_is_not_his(admin, reza, ali, pipeline):
    bring(admin, owner="me")
    CommitteeMember.objects.all().delete()
    Deal.objects.update(owner=ali)
    bring(reza, {"OpportunityContactRole.csv": FILES["OpportunityContactRole.csv"]})
    assert not CommitteeMember.objects.exists()


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("Business User", "user"),
        ("Technical Buyer", "technical_judge"),
        ("تصمیم‌گیرنده", "decision_maker"),
        ("x", ""),
    ],
)
def test_words_of_roles(word, role):
    assert role_of(word) == role


def test_a_file_of_any_other_system_is_known_by_its_numbers_and_roles():
    assert guess_kind(["Deal ID", "Contact ID", "Role"]) == "committee"
    assert guess_kind(["Name", "Role", "Company", "Email"]) == "contacts"
