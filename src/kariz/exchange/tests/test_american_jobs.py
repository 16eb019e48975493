"""What the people of Dutch's customers do stands behind their names after a comma, a dash or in brackets: it is their job,
nobody else and no part of a name."""

import pytest

from kariz.organisation.models import Organisation
from kariz.people.models import Contact
from kariz.reading.names.names import Named, people_in


def said(text):
    found, rest = people_in(text)
    assert rest == []
    return [(one.name, one.position) for one in found]


@pytest.mark.parametrize(
    "job",
    [
        *(
            "VP Ops",
            "Plant Mgr",
            "PM",
            "Sr. PM",
            "Facilities Dir.",
            "Maint. Supervisor",
            "Asst. Supt",
            "Super",
            "V.P.",
        ),
        *(
            "Foreman",
            "Estimator",
            "Controller",
            "A/P",
            "AP",
            "Purchasing",
            "Purchasing Agent",
            "Maint. Engr",
            "CFO",
        ),
        *(
            "Project Coord.",
            "GM",
            "Owner",
            "Owner/GM",
            "Principal",
            "Pastor",
            "Office Mgr.",
            "Dir. of Facilities",
        ),
        *("Business Mgr", "Chief Engineer", "Exec. Dir.", "Asst. Principal", "Property Mgr", "Sr. Estimator"),
    ],
)
def test_what_mark_does_is_his_job(job):
    mark = [("Mark Kaczmarek", job)]
    assert (
        said(f"Mark Kaczmarek, {job}")
        == said(f"Mark Kaczmarek ({job})")
        == said(f"Mark Kaczmarek - {job}")
        == mark
    )
    assert said(f"Mark Kaczmarek, {job} / Ron Yoder, Supt") == [*mark, ("Ron Yoder", "Supt")]
    assert said(f"Mark Kaczmarek - {job}\nRon Yoder - Sr. PM") == [*mark, ("Ron Yoder", "Sr. PM")]
    assert said(f"Mark Kaczmarek ({job}); Ron Yoder") == [*mark, ("Ron Yoder", "")]


def test_nancy_without_a_family_name_has_a_job_too():
    assert said("Nancy, Plant Mgr") == [("Nancy", "Plant Mgr")]
    assert said("Nancy, Owner") == [("Nancy", "Owner")]
    assert said("Kaczmarek, CFO") == [("Kaczmarek", "CFO")]


@pytest.mark.parametrize(
    "text",
    [
        "Foreman, George",
        "Pastor, Joe",
        "Smith, Chief",
        "Rita Super",
        "Joe Pastor",
        "Lee, Jan",
        "Tom Lee, Jr.",
    ],
)
def test_family_names_that_are_jobs_as_well_stay_names(text):
    assert people_in(text) == ([Named(text)], [])


def test_several_people_with_their_jobs_in_a_row_of_commas():
    assert said("Ann Roe, Controller, Bob Ray, CFO") == [("Ann Roe", "Controller"), ("Bob Ray", "CFO")]
    assert said("Dan Foreman / Amy Super") == [("Dan Foreman", ""), ("Amy Super", "")]


ROWS = """Company,Contacts
Napoleon Canning,"Mark Kaczmarek, VP Ops"
Hanover Steel,Chuck Ruffing (Facilities Dir.) 419.555.3132 ext 178
Swan Creek,"Denise Beck (Facilities Dir.) 419.555.3451; Todd Nofziger (Sr. PM) +1 419-555-3462, x 333"
Rossford,Doug Huber (Facilities Dir.) 419/555-3055; Sue Szabo (Owner) 1-419-555-3066
Toledo Tool,"Jim Brandt (Estimator) 419-555-3385 ext 104; Angie Szabo (Sr. PM) 419/555-3396, x 81"
Gesu Parish,Joyce Nagy - Estimator\tGail Rupp - Sr. PM
Miller,Todd Miller (Sr. PM) x 333
""".replace("\t", " / ")


def test_dutchs_list_brings_people_with_jobs_and_whole_numbers(admin, pipeline, bring):
    Organisation.objects.update(country="US")
    bring(ROWS, admin, kind="contacts")
    found = {
        one.name: (one.position, *(point.value for point in one.points.all()))
        for one in Contact.objects.prefetch_related("points")
    }
    assert found == {
        "Mark Kaczmarek": ("VP Ops",),
        "Chuck Ruffing": ("Facilities Dir.", "419.555.3132 ext. 178"),
        "Denise Beck": ("Facilities Dir.", "419.555.3451"),
        "Todd Nofziger": ("Sr. PM", "+1 419-555-3462 ext. 333"),
        "Doug Huber": ("Facilities Dir.", "419-555-3055"),
        "Sue Szabo": ("Owner", "1-419-555-3066"),
        "Jim Brandt": ("Estimator", "419-555-3385 ext. 104"),
        "Angie Szabo": ("Sr. PM", "419-555-3396 ext. 81"),
        "Joyce Nagy": ("Estimator",),
        "Gail Rupp": ("Sr. PM",),
        "Todd Miller": ("Sr. PM",),
    }
    assert "x 333" in Contact.objects.get(name="Todd Miller").notes
