"""Ryan brings the same list again with columns corrected: what they mean now is written, and nothing else is."""

import pytest
from django.urls import reverse

from kariz.exchange.actions.at_work.checking import rehearse
from kariz.exchange.actions.setup import imports, sets
from kariz.exchange.models import ImportRow
from kariz.exchange.queries.pages.sets import parts_of
from kariz.exchange.tests.conftest import finish
from kariz.exchange.tests.test_two_sheets import INQUIRIES, SALES, run
from kariz.exchange.tests.test_two_sheets import upload as upload_book
from kariz.people.models import Company, Contact
from kariz.pipeline.actions import closures
from kariz.pipeline.actions import deals as deal_actions
from kariz.pipeline.models import Deal, LostReason, Stage

DEALS = """Code,Client,Job,Value,Stage,Closed,Remarks
1,Granary Wharf,mezz offices,64000,Lost,2026-03-04,Too expensive
2,Kelso Interiors,raised floor,12000,Lost,2026-04-05,went to Smith & Sons
3,Galliard,fit out,30000,Proposal,,call in May
"""
MAPPING = {"Client": "company", "Job": "title", "Value": "amount", "Stage": "stage"}
CORRECTED = MAPPING | {"Remarks": "lost_reason", "Closed": "closed_at"}
NUMBERED = [{}, {"Code": "external_id"}]


def granary():
    return Deal.objects.select_related("lost_reason").get(title__contains="mezz", deleted_at=None)


@pytest.fixture(params=NUMBERED, ids=["no numbers", "numbers"])
def twice(request, admin, pipeline, bring):
    """The list once by the columns that were guessed; what brings it again by the corrected ones."""
    bring(DEALS, admin, mapping=MAPPING | request.param)

    def again(existing="update", mapping=CORRECTED):
        return bring(DEALS, admin, mapping=mapping | request.param, existing=existing)

    return again


def test_the_reason_and_the_day_that_were_left_out_are_written_into_deals_that_were_lost(twice):
    assert granary().lost_reason is None
    one = twice()
    deal = granary()
    assert (one.created_count, one.updated_count, one.outcome["otherwise"]) == (0, 2, 3)
    assert str(deal.closed_at.date()) in ("2026-03-03", "2026-03-04")
    assert deal.lost_reason is not None and deal.outcome_note == "Too expensive"
    assert Deal.objects.count() == 3


def test_the_same_columns_once_more_change_nothing_and_are_not_compared_again(twice):
    twice()
    one = twice()
    assert (one.updated_count, one.created_count, one.outcome.get("otherwise", 0)) == (0, 0, 0)


def test_filling_in_writes_the_reason_that_is_missing_and_leaves_the_day(twice):
    day = granary().closed_at
    assert twice("fill").updated_count == 2
    assert granary().lost_reason is not None and granary().closed_at == day


def test_leaving_records_as_they_are_tells_how_many_rows_would_say_otherwise(admin, twice):
    one = twice("skip")
    told = ImportRow.objects.filter(of=one, warnings__0__stays=True)
    assert (one.updated_count, one.skipped_count, told.count()) == (0, 3, 3)


def test_what_ryan_changed_in_kariz_since_stays(admin, twice):
    deal_actions.change(deal=granary(), by=admin, amount=70_000, title="mezz offices, level 2")
    twice(mapping=CORRECTED | {"Remarks": "notes"})
    assert (granary().amount, granary().title) == (70_000, "mezz offices, level 2")


def test_a_deal_that_ryan_worked_with_since_gets_the_reason_that_it_lacks_and_keeps_its_day(admin, twice):
    deal_actions.change(deal=granary(), by=admin, title="mezz offices, level 2")
    day = granary().closed_at
    twice()
    assert granary().lost_reason is not None and granary().closed_at == day


def test_who_closed_the_deal_here_knows_better_why(admin, twice):
    reason = LostReason.objects.first()
    deal = Deal.objects.get(title__contains="fit out")
    closures.lose(deal=deal, by=admin, lost_reason=reason, note="no budget")
    twice()
    deal.refresh_from_db()
    assert (deal.lost_reason, deal.outcome_note) == (reason, "no budget")


def test_taking_the_second_import_back_gives_the_deals_back_as_they_were(admin, twice):
    before = granary()
    one = twice()
    assert granary().created_at < before.created_at
    assert finish(imports.take_back(one=one, by=admin)).phase == "taken_back"
    deal = granary()
    assert (deal.outcome, deal.lost_reason, deal.closed_at) == ("lost", None, before.closed_at)
    assert deal.created_at == before.created_at


def test_the_rehearsal_says_how_many_rows_it_is(admin, twice, upload, client):
    one = upload(DEALS, admin)
    one = imports.change(one=one, by=admin, mapping=CORRECTED, options={"existing": "update"})
    one = finish(imports.check(one=one, by=admin))
    assert one.outcome["otherwise"] == 3
    assert all(row.title for row in one.expected.all()), "each is called as before"
    client.force_login(admin)
    page = reverse("exchange:import", args=[one.pk])
    assert "data-otherwise" in client.get(page).content.decode()
    finish(imports.start(one=one, by=admin))
    assert "data-otherwise" in client.get(page).content.decode()


def test_a_number_that_was_left_out_makes_no_deal_twice(admin, pipeline, bring):
    bring(DEALS, admin, mapping=MAPPING)
    one = bring(DEALS, admin, mapping=MAPPING | {"Code": "external_id"}, existing="update")
    assert (Deal.objects.count(), one.created_count) == (3, 0)


@pytest.mark.parametrize("mapping", [MAPPING, CORRECTED])
def test_the_same_list_by_the_same_columns_asks_little(
    admin, pipeline, bring, upload, mapping, django_assert_max_num_queries
):
    head = DEALS.splitlines()[0]
    rows = [f"{n},Firm {n},job {n},{n}000,Lost,2026-03-04,why {n}" for n in range(1, 501)]
    text = "\n".join([head, *rows])
    bring(text, admin, mapping=mapping)
    one = upload(text, admin)
    one = imports.change(one=one, by=admin, mapping=mapping, options={"existing": "update"})
    with django_assert_max_num_queries(140):
        results = [result for some in rehearse(one, admin) for result in some]
    assert {result.action for result in results} == {"skipped"}


def test_a_word_that_means_another_stage_moves_deals_of_a_list_without_numbers(admin, pipeline, bring):
    meant = Stage.objects.filter(pipeline=pipeline).order_by("position")[1]
    bring(DEALS, admin, mapping=MAPPING)
    said = {"mapping": MAPPING, "existing": "update", "stages": {"Proposal": str(meant.pk)}}
    assert bring(DEALS, admin, **said).updated_count == 1
    assert Deal.objects.get(title__contains="fit out").stage == meant
    assert bring(DEALS, admin, **said).updated_count == 0


# People and companies

PEOPLE = """Client,Town,Main contact,Mobile,2nd contact,2nd mobile
Granary Wharf,Leeds,Ben Tierney,07700 900101,Andrew Pike,07700 900102
Kelso Interiors,York,Sunita Patel,07700 900103,,
"""
OF_SECOND = {"Client": "company", "2nd contact": "contact", "Mobile": "mobile"}


def bring_people(bring, admin, mapping, **options):
    return bring(PEOPLE, admin, mapping=mapping, kind="contacts", **options)


def names():
    return sorted(Contact.objects.filter(deleted_at=None).values_list("name", flat=True))


def test_who_was_called_by_the_wrong_column_is_called_by_the_right_one(admin, bring):
    bring_people(bring, admin, OF_SECOND)
    one = bring_people(
        bring, admin, {"Client": "company", "Main contact": "contact", "Mobile": "mobile"}, existing="update"
    )
    assert (one.updated_count, one.created_count) == (1, 1), "the second row had brought its company alone"
    assert names() == ["Ben Tierney", "Sunita Patel"]
    granary = Contact.objects.get(name="Ben Tierney")
    assert granary.points.get().value.endswith("900101")


def test_filling_in_leaves_the_name_and_says_so(admin, bring):
    bring_people(bring, admin, OF_SECOND)
    said = {"Client": "company", "Main contact": "contact", "Mobile": "mobile"}
    one = bring_people(bring, admin, said, existing="fill")
    assert names() == ["Andrew Pike", "Sunita Patel"]
    assert any(note.get("stays") for note in ImportRow.objects.get(of=one, number=2).warnings)


@pytest.mark.parametrize("existing", ["skip", "fill", "update"])
def test_the_second_person_of_each_row_comes_by_columns_of_their_own(admin, bring, existing):
    bring_people(bring, admin, {"Client": "company", "Main contact": "contact", "Mobile": "mobile"})
    second = {"Client": "company", "2nd contact": "contact", "2nd mobile": "mobile"}
    one = bring_people(bring, admin, second, existing=existing)
    assert (one.created_count, names()) == (1, ["Andrew Pike", "Ben Tierney", "Sunita Patel"])
    assert bring_people(bring, admin, second, existing=existing).created_count == 0


def test_a_town_that_was_left_out_comes_and_a_name_that_was_corrected_here_stays(admin, bring):
    said = {"Client": "company"}
    bring(PEOPLE, admin, mapping=said, kind="companies")
    Company.objects.filter(name="Granary Wharf").update(website="https://granary.example")
    one = bring(PEOPLE, admin, mapping=said | {"Town": "city"}, kind="companies", existing="update")
    assert (one.updated_count, one.created_count) == (2, 0)
    assert sorted(Company.objects.values_list("city", "website")) == [
        ("Leeds", "https://granary.example"),
        ("York", ""),
    ]
    again = bring(PEOPLE, admin, mapping=said | {"Town": "city"}, kind="companies", existing="update")
    assert (again.updated_count, again.outcome.get("otherwise", 0)) == (0, 0)


def test_rows_that_come_out_the_same_are_skipped_and_not_compared_a_third_time(admin, bring):
    said = {"Client": "company", "Main contact": "contact", "Mobile": "mobile"}
    bring_people(bring, admin, said)
    bring_people(bring, admin, said | {"2nd contact": "position"}, existing="update")
    one = bring_people(bring, admin, said | {"2nd contact": "position"}, existing="update")
    assert (one.updated_count, one.outcome.get("otherwise", 0)) == (0, 0)


# Two sheets of which the later goes on with deals of the earlier


def test_a_sheet_that_goes_on_with_deals_of_another_is_compared_by_its_corrected_columns_too(admin, pipeline):
    said = ["تلفنی", "نمایشگاه", "تلفنی", "سایت"]
    sales = [[*SALES[0], "ستون ۷"], *([*row, word] for row, word in zip(SALES[1:], said, strict=True))]

    def bring(field):
        whole = upload_book(admin, inquiries=INQUIRIES, sales=sales)
        part = next(one for one in parts_of(whole) if one.own_sheet == "sales")
        mapping = {column: name for column, name in part.mapping.items() if column != "ستون ۷"}
        imports.change(one=part, by=admin, mapping=mapping | ({"ستون ۷": field} if field else {}))
        run(sets.change(whole=whole, by=admin, options={"existing": "update"}), admin)
        part.refresh_from_db()
        return part

    bring("")
    deals = Deal.objects.filter(deleted_at=None)
    before = set(deals.values_list("pk", "amount", "outcome", "closed_at", "title"))
    part = bring("notes")
    assert (part.created_count, part.updated_count, part.outcome["otherwise"]) == (0, 4, 4)
    assert set(deals.values_list("pk", "amount", "outcome", "closed_at", "title")) == before
    assert "نمایشگاه" in deals.get(external_id="1403-012").notes
    assert "otherwise" not in bring("notes").outcome
