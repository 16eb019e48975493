"""Two companies have one name: what a list of people says of one of them by its number is not written to the other."""

import pytest

from kariz.people.models import Company

FIRM = "Code,Company name,Industry\n{code},{name},{trade}\n"
PEOPLE = (
    "Contact,Mobile,Company ID,Company,Company phone,Company city\n"
    "Ali Ahmadi,0912 111 0001,C12,{name},021 1111 1111,{one}\n"
    "Sara Karimi,0912 111 0002,C15,{name},021 2222 2222,{other}\n"
)
FIELDS = {
    "Contact": "contact",
    "Mobile": "mobile",
    "Company ID": "company_ref",
    "Company": "company",
    "Company phone": "company_phone",
    "Company city": "city",
}
PLACES = {"en": ("Pars", "Leeds", "York"), "fa": ("پارس", "تبریز", "یزد")}


@pytest.mark.parametrize("policy", ["fill", "update"])
@pytest.mark.parametrize("language", PLACES)
def test_each_of_two_companies_called_pars_gets_the_phone_and_the_city_of_its_own_people(
    admin, pipeline, bring, language, policy
):
    name, one, other = PLACES[language]
    for code, trade in (("C12", "Pumps"), ("C15", "Tea")):
        text = FIRM.format(code=code, name=name, trade=trade)
        bring(text, admin, kind="companies", existing="create", source="crm")
    text = PEOPLE.format(name=name, one=one, other=other)
    bring(text, admin, kind="contacts", mapping=FIELDS, source="crm", existing_company=policy)
    found = Company.objects.order_by("pk").values_list("phone_normal", "city")
    assert list(found) == [("+982111111111", one), ("+982122222222", other)]
