"""Loads the settings from a TOML file and the environment."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit, urlunsplit

from pydantic import BaseModel, SecretStr, ValidationError

from adapters.files.document import Document
from adapters.files.faults import nearest, schema_faults
from adapters.files.toml import read_toml
from bot.errors import Fault, SettingsError
from bot.settings import Settings

PREFIX = "TALLYWIRE_"
SLIP = 0.85
"""Share of letters in common that makes an unknown variable a slip of the pen."""
SQLITE = ("sqlite:///", "sqlite+aiosqlite:///")

_PATHS = (("topics", "dir"), ("feeds", "file"), ("console", "log"))
_SECRET_WORDS = ("token", "secret", "password", "passwd", "credential", "api_key", "apikey")

Values = dict[str, dict[str, Any]]
"""Section -> key -> value."""


def load_settings(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """Return the settings of a file, overridden by `TALLYWIRE_SECTION_KEY`; raise SettingsError with all faults.

    A relative path in the file starts from the file's folder; in the environment, or by default, from the current one.
    A variable that is empty counts as not set.
    """
    given, document = read_toml(path) if path else ({}, Document(""))
    file_faults = _check_file(given, document)
    from_environ, environ_faults = _read_environ(environ)
    faults = [*document.faults, *file_faults, *environ_faults]
    if faults:
        raise SettingsError(faults)
    folder = path.parent.resolve() if path else Path.cwd()
    layers = (_defaults(), _anchored(given, folder), _anchored(from_environ, Path.cwd()))
    return _with_password(Settings.model_validate({name: _merged(name, layers) for name in _sections()}))


def _merged(section: str, layers: Iterable[Values]) -> dict[str, Any]:
    return {key: value for layer in layers for key, value in layer.get(section, {}).items()}


def _with_password(settings: Settings) -> Settings:
    """Return the settings with the database's password in its URL, where drivers look for it."""
    store = settings.store
    parts = urlsplit(store.url)
    if store.password is None or not parts.scheme.startswith("postgres"):
        return settings
    user, at, host = parts.netloc.rpartition("@")
    login = f"{user.partition(':')[0]}:{quote(store.password.get_secret_value(), safe='')}"
    url = urlunsplit(parts._replace(netloc=f"{login}@{host if at else parts.netloc}"))
    return settings.model_copy(update={"store": store.model_copy(update={"url": url})})


def _sections() -> dict[str, type[BaseModel]]:
    fields = Settings.model_fields.items()
    return {name: part for name, field in fields if isinstance(part := field.annotation, type)}


def _secret_keys(section: str) -> set[str]:
    fields = _sections()[section].model_fields.items()
    return {key for key, field in fields if field.annotation == SecretStr | None}


def _check_file(given: dict[str, Any], document: Document) -> list[Fault]:
    tables = {section: keys for section, keys in given.items() if isinstance(keys, dict)}
    secrets = [(section, key) for section, keys in tables.items() for key in _secrets(section, keys)]
    faults = [_secret_fault(section, key, document) for section, key in secrets]
    if holds_password(str(tables.get("store", {}).get("url", ""))):
        message = f"holds a password: take it out of the file and set {PREFIX}STORE_PASSWORD in the environment"
        faults.append(Fault(document.place(("store", "url")), "store.url", message))
    try:
        Settings.model_validate(given)
    except ValidationError as error:
        found = schema_faults(error, Settings, document.place)
        faults += [fault for fault in found if tuple(fault.key.split(".")) not in secrets]
    return faults


def holds_password(url: str) -> bool:
    """Tell whether a database URL names a password, before its host or among its options."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.password is not None or "password" in parse_qs(parts.query)


def _secret_fault(section: str, key: str, document: Document) -> Fault:
    message = "looks like a secret and is no setting: take it out of the file"
    if section in _sections() and key in _secret_keys(section):
        variable = f"{PREFIX}{section}_{key}".upper()
        message = f"is a secret: take it out of the file and set {variable} in the environment"
    return Fault(document.place((section, key)), f"{section}.{key}", message)


def _secrets(section: str, keys: Mapping[str, Any]) -> list[str]:
    known = _sections().get(section)
    declared = _secret_keys(section) if known else set()
    innocent = set(known.model_fields) - declared if known else set()
    return [
        key
        for key in keys
        if key in declared or (key not in innocent and any(word in key.lower() for word in _SECRET_WORDS))
    ]


def _read_environ(environ: Mapping[str, str]) -> tuple[Values, list[Fault]]:
    values: Values = {}
    faults: list[Fault] = []
    for name, text in sorted(environ.items()):
        if not name.startswith(PREFIX) or not text:
            continue
        section, _, key = name.removeprefix(PREFIX).lower().partition("_")
        if section not in _sections():
            faults += _misspelt(name)
            continue
        try:
            read = _sections()[section].model_validate({key: text}, strict=False)
        except ValidationError as error:
            found = schema_faults(error, _sections()[section], at=(section,))
            faults += [replace(fault, place=name) for fault in found]
        else:
            values.setdefault(section, {})[key] = getattr(read, key)
    return values, faults


def _misspelt(name: str) -> list[Fault]:
    """Report a near miss. A variable like none of ours may belong to something else, and is left alone."""
    known = [f"{section}_{key}".upper() for section, part in _sections().items() for key in part.model_fields]
    hint = nearest(name.removeprefix(PREFIX), known, SLIP).replace("mean '", f"mean '{PREFIX}")
    return [Fault(name, "", f"is no setting{hint}")] if hint else []


def _defaults() -> Values:
    defaults = Settings()
    given: Values = {section: {key: getattr(getattr(defaults, section), key)} for section, key in _PATHS}
    given["store"] = {"url": defaults.store.url}
    return _anchored(given, Path.cwd())


def _anchored(values: Mapping[str, Mapping[str, Any]], folder: Path) -> Values:
    """Return the values with every relative path made absolute."""
    anchored = {section: dict(keys) for section, keys in values.items()}
    for section, key in _PATHS:
        if anchored.get(section, {}).get(key):
            anchored[section][key] = str((folder / anchored[section][key]).resolve())
    if url := anchored.get("store", {}).get("url"):
        anchored["store"]["url"] = _anchored_url(url, folder)
    return anchored


def _anchored_url(url: str, folder: Path) -> str:
    scheme = next((scheme for scheme in SQLITE if url.startswith(scheme)), None)
    file = url.removeprefix(scheme) if scheme else ""
    if scheme is None or not file or file.startswith((":memory:", "file:")):
        return url
    name, mark, options = file.partition("?")
    return f"{scheme}{(folder / name).resolve()}{mark}{options}"
