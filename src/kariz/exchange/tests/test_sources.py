"""Timelines say which file a record came with, and lead to its import whoever may look at it."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from kariz.access.models import User
from kariz.events.origin import origin
from kariz.exchange.actions.at_work import runs, set_runs
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_set_doors import uploads
from kariz.people.actions import contacts
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import deals
from kariz.pipeline.models import Deal


def in_english(person, client):
    User.objects.filter(pk=person.pk).update(language="en")
    client.force_login(person)


def text(answer):
    return " ".join(answer.content.decode().split())


def test_mina_reads_on_a_deal_and_its_company_which_file_they_came_with(admin, pipeline, bring, client):
    one = bring("Title,Company\nPump,Nikan\n", admin, name="spring.csv")
    in_english(admin, client)
    link = f'by the import of <a class="link" href="/imports/{one.pk}/"><bdi>spring.csv</bdi></a>'
    assert link in text(client.get(f"/deals/{Deal.objects.get().pk}/timeline/"))
    assert link in text(client.get(f"/events/company/{Company.objects.get().pk}/"))


def test_ali_reads_the_name_of_the_file_but_is_not_led_to_the_import_of_mina(
    admin, ali, pipeline, bring, client
):
    bring("Title,Owner\nPump,Ali\n", admin, name="spring.csv")
    in_english(ali, client)
    page = text(client.get(f"/deals/{Deal.objects.get(owner=ali).pk}/timeline/"))
    assert "by the import of <bdi>spring.csv</bdi>" in page
    assert "/imports/" not in page


def test_what_came_with_several_files_leads_to_all_of_them(admin, pipeline, client):
    whole = sets.upload(files=uploads({"a.csv": "Company\nNikan\n", "b.csv": "Title\nPump\n"}), by=admin)
    set_runs.start(whole=whole, by=admin)
    runs.work_all()
    in_english(admin, client)
    page = text(client.get(f"/deals/{Deal.objects.get().pk}/timeline/"))
    assert f'href="/imports/together/{whole.pk}/"' in page


def test_what_mina_does_by_hand_names_no_import_and_taking_back_says_so(admin, pipeline, bring, client):
    mina = contacts.create(by=admin, name="Ali Sadr", points=[{"kind": "mobile", "value": "09121110001"}])
    in_english(admin, client)
    url = f"/events/contact/{mina.pk}/"
    assert "import of" not in text(client.get(url))
    one = bring(
        "Name,Mobile,Position\nAli Sadr,09121110001,CEO\n",
        admin,
        name="p.csv",
        kind="contacts",
        existing="fill",
    )
    assert Contact.objects.get().position == "CEO"
    finish(imports.take_back(one=one, by=admin))
    page = text(client.get(url))
    assert page.count("by the import of") == 1 and page.count("by taking back the import of") == 1


def test_a_program_is_told_the_import_of_an_event(admin, pipeline, bring, client):
    one = bring("Title\nPump\n", admin)
    client.force_login(admin)
    told = client.get(f"/api/v1/deals/{Deal.objects.get().pk}/events").json()["items"]
    assert {"kind": "import", "id": one.pk} in [event["source"] for event in told]


def test_the_timeline_asks_no_more_for_many_imports(admin, pipeline, bring, client):
    deal = Deal.objects.get(pk=bring("Title\nPump\n", admin).rows.get().result_id)
    client.force_login(admin)
    url = f"/deals/{deal.pk}/timeline/"

    def asked():
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    few = asked()
    for amount in range(1, 5):
        other = bring(f"Title\nPipe {amount}\n", admin, name=f"{amount}.csv")
        with origin(via="import", batch=other.batch):
            deal = deals.change(deal=deal, by=admin, amount=amount)
    assert "4.csv" in text(client.get(url))
    assert asked() == few
