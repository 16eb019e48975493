"""What follows from the environment without being said."""

import pytest

from kariz.config import environment


@pytest.mark.parametrize(
    ("said", "proxies"),
    [
        ({}, 0),
        ({"KARIZ_BASE_URL": "https://crm.example.ir"}, 1),
        ({"KARIZ_BASE_URL": "https://crm.example.ir", "KARIZ_HOST": "0.0.0.0"}, 0),
        ({"KARIZ_BASE_URL": "https://crm.example.ir", "KARIZ_TRUSTED_PROXIES": "2"}, 2),
        ({"KARIZ_BASE_URL": "https://crm.example.ir", "KARIZ_TRUSTED_PROXIES": "0"}, 0),
    ],
)
def test_behind_a_proxy_on_the_same_machine_its_word_on_addresses_is_believed(monkeypatch, said, proxies):
    for name in ("KARIZ_BASE_URL", "KARIZ_HOST", "KARIZ_TRUSTED_PROXIES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert environment.read().trusted_proxies == proxies
