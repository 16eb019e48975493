import pytest

from kariz.access.models import User


@pytest.fixture
def sara(db):
    return User.objects.create_user(name="سارا", email="sara@example.com", role="seller")


@pytest.fixture
def reza(db):
    return User.objects.create_user(name="رضا", email="reza@example.com", role="seller")


@pytest.fixture
def vida(db):
    return User.objects.create_user(name="ویدا", email="vida@example.com", role="viewer")
