import pytest
from django.core.files.base import ContentFile

from kariz.exchange.actions.at_work import runs
from kariz.exchange.actions.setup import imports
from kariz.exchange.models import Import
from kariz.jobs.leases import claim


@pytest.fixture
def upload():
    """Upload a text (or bytes) as somebody."""

    def make(content, by, name="list.csv", **given):
        data = content if isinstance(content, bytes) else content.encode()
        return imports.upload(file=ContentFile(data, name), by=by, **given)

    return make


@pytest.fixture
def bring(upload):
    """Upload a text and run it to its end; keyword arguments are options."""

    def make(content, by, name="list.csv", mapping=None, kind=None, **options):
        one = upload(content, by, name)
        if options or mapping or kind:
            one = imports.change(one=one, by=by, options=options, mapping=mapping, kind=kind)
        return finish(imports.start(one=one, by=by))

    return make


@pytest.fixture
def english(admin, client):
    """Mina's browser, in English."""
    admin.language = "en"
    admin.save()
    client.force_login(admin)
    return client


def finish(one):
    """What a worker does with it."""
    mine = claim(Import.objects.filter(pk=one.pk))
    if mine:
        runs.work(mine)
    return Import.objects.get(pk=one.pk)
