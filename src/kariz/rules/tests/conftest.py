import pytest
from django.db import connection
from django.test import modify_settings

from .app.fields import register_all
from .app.models import Firm, Lead, Person, Tag

MODELS = [Person, Firm, Tag, Lead]


@pytest.fixture(scope="module")
def tables(django_db_setup, django_db_blocker):
    """The test app, installed for one module: it has no place in the product's own list of apps."""
    with django_db_blocker.unblock(), modify_settings(INSTALLED_APPS={"append": "kariz.rules.tests.app"}):
        with connection.constraint_checks_disabled(), connection.schema_editor() as editor:
            for model in MODELS:
                editor.create_model(model)
        yield
        with connection.constraint_checks_disabled(), connection.schema_editor() as editor:
            for model in reversed(MODELS):
                editor.delete_model(model)


@pytest.fixture(scope="session", autouse=True)
def registered():
    register_all()
