"""What every test has around it: its own folder for files and an empty cache."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.conf import settings as django_settings
from django.core.files.storage import default_storage
from hypothesis import HealthCheck, settings

from kariz.access.actions import tokens
from kariz.access.models import Membership, Team, User
from kariz.access.tests.passwords import hashed
from kariz.localisation import home
from kariz.organisation.models import Organisation
from kariz.organisation.queries.current import refresh
from kariz.pipeline.actions import deals, pipelines
from kariz.pipeline.default_design import default_design
from kariz.pipeline.models import Deal, Pipeline
from kariz.pipeline.queries import stages

# A machine that is busy with something else is no fault of what is tested; where CI is set, Hypothesis does the same.
if not os.environ.get("CI"):
    settings.register_profile("kariz", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("kariz")


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(request: pytest.FixtureRequest) -> None:
    """A database for each worker on PostgreSQL; SQLite's is in the worker's own memory anyway."""
    database = django_settings.DATABASES["default"]
    worker = getattr(request.config, "workerinput", {}).get("workerid")
    if worker and database["ENGINE"] != "kariz.config.sqlite":
        database.setdefault("TEST", {})["NAME"] = f"test_{database['NAME']}_{worker}"


@pytest.fixture(autouse=True)
def own_files(settings: LazySettings, tmp_path: Path) -> None:
    """Files that a test stores land in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    default_storage.__dict__.pop("base_location", None)


@pytest.fixture(autouse=True)
def no_kept_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many a story changes a stage or a criterion in passing, not by the builder: nothing is remembered of them."""
    monkeypatch.setattr(stages, "MOST_KEPT", 0)


@pytest.fixture(autouse=True)
def notes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread of its own would not see the test's open transaction."""
    monkeypatch.setattr(tokens.notes, "put", lambda key, value: tokens.note_use({key: value}))


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test is in the country of the company of the one before."""
    monkeypatch.setattr(home, "_region", home.REGION)


@pytest.fixture
def cpu_seconds() -> Callable[[Callable[[], object]], float]:
    """The least CPU time of three calls: the machine's other work and its collector of garbage do not count."""

    def measure(call: Callable[[], object]) -> float:
        spent = []
        for _try in range(3):
            begun = time.process_time()
            call()
            spent.append(time.process_time() - begun)
        return min(spent)

    return measure


@pytest.fixture
def company(db: None) -> Organisation:
    """The firm of the stories: rial, shown in toman, in Tehran."""
    made = Organisation.objects.create(name="Pars Sazeh")
    refresh()
    return made


def _person(name: str, role: str, team: Team | None = None) -> User:
    user = User.objects.create(
        name=name, email=f"{name.lower()}@pars.example", password=hashed("Qanat-1405-water"), role=role
    )
    if team is not None:
        Membership.objects.create(team=team, user=user)
    return user


@pytest.fixture
def team(company: Organisation) -> Team:
    return Team.objects.create(name="Tehran")


@pytest.fixture
def admin(company: Organisation) -> User:
    return _person("Mina", "administrator")


@pytest.fixture
def sara(team: Team) -> User:
    """Manager of the Tehran team."""
    return _person("Sara", "manager", team)


@pytest.fixture
def ali(team: Team) -> User:
    """Seller in the Tehran team."""
    return _person("Ali", "seller", team)


@pytest.fixture
def reza(company: Organisation) -> User:
    """Seller of another team."""
    return _person("Reza", "seller", Team.objects.create(name="Shiraz"))


@pytest.fixture
def viewer(company: Organisation) -> User:
    return _person("Nima", "viewer")


@pytest.fixture
def pipeline(admin: User) -> Pipeline:
    """The eight-stage template, live."""
    return pipelines.create(design=default_design(), by=admin)


@pytest.fixture
def deal(pipeline: Pipeline, ali: User) -> Deal:
    """Ali's deal in the first stage, 500 million rial."""
    return deals.create(
        new=deals.NewDeal(title="Pump station", pipeline=pipeline, owner=ali, amount=500_000_000), by=ali
    )
