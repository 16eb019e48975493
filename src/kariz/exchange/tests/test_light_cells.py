"""No row is lost for a cell of little weight that cannot be read: it comes without it, and says so."""

from __future__ import annotations

from kariz.exchange.actions.setup import imports
from kariz.exchange.tests.conftest import finish
from kariz.people.models import Contact
from kariz.pipeline.models import Deal
from kariz.records.models import CustomField

SHEET = """کد,شرکت,کار,مبلغ (میلیون تومان),احتمال
05-022,کارتن ساوالان,جعبه شیرینی,120,70
05-023,قنادی مینا,کارتن مادر,340,زیاد
05-024,چاپ اورال,لیبل,85,۵۰٪
05-025,کفش مشهدی,ساک دستی,64,40
""" + "".join(f"05-0{at},چاپ شماره {at},کاتالوگ,{at},{at}%\n" for at in range(30, 46))


def test_a_deal_comes_whose_probability_is_a_word_and_the_word_is_noted(admin, pipeline, upload):
    one = finish(imports.start(one=upload(SHEET, admin), by=admin))
    assert (one.created_count, one.refused_count) == (20, 0)
    field = CustomField.objects.get()
    by_title = {deal.external_id: deal for deal in Deal.objects.all()}
    assert by_title["05-022"].custom[field.key] == 70 and field.key not in by_title["05-023"].custom
    assert "زیاد" in by_title["05-023"].notes
    [row] = one.rows.filter(warnings__icontains='"left": ')
    assert [note["left"] for note in row.warnings if note.get("left")] == ["زیاد"]


def test_a_person_comes_whose_address_is_none(admin, upload):
    text = "Name,Company,E-mail,Phone\nAnn Lee,Harlow,at the fair,\nBob Orr,Harlow,bob@x.example,ask Ann\n"
    one = finish(imports.start(one=upload(text, admin), by=admin))
    assert (one.created_count, one.refused_count) == (2, 0)
    assert "at the fair" in Contact.objects.get(name="Ann Lee").notes


def test_who_wants_such_rows_refused_says_so_and_sums_are_always_asked_about(admin, pipeline, upload):
    one = imports.change(one=upload(SHEET, admin), by=admin, options={"unreadable": "refuse"})
    assert finish(imports.start(one=one, by=admin)).refused_count == 1
    other = upload(SHEET.replace("05-0", "06-0").replace("340", "12/5/7"), admin)
    done = finish(imports.start(one=other, by=admin))
    assert (done.created_count, done.refused_count) == (19, 1)
