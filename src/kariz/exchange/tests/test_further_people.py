"""Several people whom a deal names in another system are all kept."""

from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import ImportSet
from kariz.exchange.queries.pages import sets as queries
from kariz.exchange.tests.test_set_doors import HUBSPOT, uploads
from kariz.people.models import Contact
from kariz.pipeline.models import CommitteeMember, Deal


def bring(files, by):
    whole = sets.upload(files=uploads(files), by=by)
    whole = sets.change(whole=whole, by=by, options={"currency": "USD", "rate": "900000"})
    set_runs.start(whole=whole, by=by)
    runs.work_all()
    return ImportSet.objects.get(pk=whole.pk)


def test_the_further_contact_of_a_deal_sits_in_its_committee(admin, pipeline):
    bring(HUBSPOT, admin)
    deal = Deal.objects.get(external_id="7001")
    assert deal.contact.name == "Priya Example"
    seat = CommitteeMember.objects.get(deal=deal)
    assert (seat.contact.name, seat.role, seat.stance) == ("tom@harbour.example", "user", "unknown")


def test_a_further_contact_that_comes_later_takes_a_seat_and_gives_it_back(admin, pipeline):
    few = HUBSPOT | {"deals.csv": HUBSPOT["deals.csv"].replace("8001;8002", "8001")}
    bring(few, admin)
    assert not CommitteeMember.objects.exists()
    later = bring(HUBSPOT, admin)
    assert CommitteeMember.objects.get().contact == Contact.objects.get(name="tom@harbour.example")
    again = bring(HUBSPOT, admin)
    assert sum(part.updated_count for part in queries.parts_of(again)) == 0
    set_runs.take_back(whole=later, by=admin)
    runs.work_all()
    assert not CommitteeMember.objects.exists()


def test_a_number_that_nobody_has_is_said(admin, pipeline, upload):
    one = upload("deal id,deal name,associated contact ids\n1,Boiler,77;78\n", admin)
    mapping = {"deal id": "external_id", "deal name": "title", "associated contact ids": "contact_ref"}
    one = imports.change(one=one, by=admin, kind="deals", mapping=mapping)
    imports.start(one=one, by=admin)
    runs.work_all()
    texts = " ".join(note["text"] for note in one.rows.get().warnings)
    assert "77" in texts
    assert "78" in texts
