"""Every setting that the environment may give, in one place, with its default."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

_DEFAULTS: dict[str, str] = {
    "KARIZ_DATA": "var",
    "KARIZ_HOST": "127.0.0.1",
    "KARIZ_PORT": "8000",
    "KARIZ_BASE_URL": "",
    "KARIZ_WORKERS": "0",
    "KARIZ_DEBUG": "",
    "DATABASE_URL": "",
    "EMAIL_URL": "",
    "KARIZ_TRUSTED_PROXIES": "",
    "KARIZ_OIDC_URL": "",
    "KARIZ_OIDC_CLIENT_ID": "",
    "KARIZ_OIDC_SECRET": "",
    "KARIZ_OIDC_NAME": "OpenID Connect",
}


@dataclass(frozen=True, slots=True)
class Environment:
    """What the environment said. `base_url` has no trailing slash; `workers` is never 0.

    `trusted_proxies` of our own stand in front: their word on where a request came from is believed.
    """

    data: Path
    host: str
    port: int
    base_url: str
    workers: int
    debug: bool
    database_url: str
    email_url: str
    trusted_proxies: int
    oidc_url: str
    oidc_client_id: str
    oidc_secret: str
    oidc_name: str

    @property
    def secret_key_file(self) -> Path:
        return self.data / "secret-key"


def read() -> Environment:
    """Read the environment. Raises ValueError when a number is none."""
    values = {name: os.environ.get(name, default) or default for name, default in _DEFAULTS.items()}
    host, port = values["KARIZ_HOST"], int(values["KARIZ_PORT"])
    # HTTPS on a server that only this machine reaches: a proxy stands in front.
    proxied = values["KARIZ_BASE_URL"].startswith("https://") and host in ("127.0.0.1", "::1", "localhost")
    return Environment(
        data=Path(values["KARIZ_DATA"]).resolve(),
        host=host,
        port=port,
        base_url=(values["KARIZ_BASE_URL"] or f"http://{host}:{port}").rstrip("/"),
        workers=int(values["KARIZ_WORKERS"]) or min(2, os.cpu_count() or 1),
        debug=values["KARIZ_DEBUG"] == "1",
        database_url=values["DATABASE_URL"],
        email_url=values["EMAIL_URL"],
        trusted_proxies=int(values["KARIZ_TRUSTED_PROXIES"] or proxied),
        oidc_url=values["KARIZ_OIDC_URL"],
        oidc_client_id=values["KARIZ_OIDC_CLIENT_ID"],
        oidc_secret=values["KARIZ_OIDC_SECRET"],
        oidc_name=values["KARIZ_OIDC_NAME"],
    )


def secret_key(environment: Environment) -> str:
    """The installation's key, made on first use and readable by its owner only."""
    file = environment.secret_key_file
    if not file.exists():
        environment.data.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return file.read_text(encoding="ascii").strip()
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(50))
    return file.read_text(encoding="ascii").strip()
