"""A company gets another name: all of its people are found by it, however many they are."""

from kariz.people.actions import companies, contacts
from kariz.records.search import finder


def test_the_last_of_1_200_people_is_found_by_the_new_name_of_their_company(sara, company):
    firm = companies.create(by=sara, name="Salty Dog")
    for start in range(0, 1_200, 400):
        rows = [{"name": f"Emma Joyce {n}", "company": firm} for n in range(start, start + 400)]
        made = contacts.create_many(rows=rows, by=sara)
    companies.change(company=firm, by=sara, name="Supermax")
    found = finder.find(sara, f"Supermax {made[-1].name}", 5, ["contact"])
    assert made[-1].pk in [entry.object_id for entry in found]
    assert not finder.find(sara, f"Salty Dog {made[-1].name}", 5, ["contact"])
