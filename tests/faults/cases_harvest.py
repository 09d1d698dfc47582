"""Mistakes in what a source says of its harvest, and in the time zone of its reader."""

from __future__ import annotations

from faults.base import Case

SOURCE = "sources/enrolments.yaml"
READER = 'reader: {kind: csv, delimiter: ";"}\n'


def harvest(written: str, kind: str = "hal") -> dict[str, tuple[str, str]]:
    return {SOURCE: (READER, f"reader: {{kind: {kind}}}\nharvest:\n{written}")}


CASES = (
    Case(
        code="harvest-address",
        changes=harvest("  ▸base_url: http://service.example/search\n  pages: cursor\n"),
        en=("http://service.example/search", "HTTPS"),
        fr=("http://service.example/search", "HTTPS"),
    ),
    Case(
        code="harvest-address",
        about="with a secret in it",
        changes=harvest("  ▸base_url: https://service.example/search?key=1\n  pages: cursor\n"),
        en=("parameters", "« query »"),
        fr=("paramètres", "« query »"),
    ),
    Case(
        code="harvest-no-service",
        changes=harvest("  ▸base_url: https://service.example\n  pages: cursor\n", "bibtex"),
        en=("bibtex", "openalex"),
        fr=("bibtex", "openalex"),
    ),
    Case(
        code="harvest-paging",
        changes=harvest("  base_url: https://service.example\n  ▸pages: link\n"),
        en=("hal", "« link »", "cursor"),
        fr=("hal", "« link »", "cursor"),
    ),
    Case(
        code="harvest-token-name",
        changes=harvest("  base_url: https://service.example\n  pages: cursor\n  ▸token: s3cr3t\n"),
        en=("name of a secret", "JALON_TOKEN_CATALOGUE"),
        fr=("nom d’un secret", "JALON_TOKEN_CATALOGUE"),
    ),
    Case(
        code="unknown-timezone",
        changes={SOURCE: (READER, '▸reader: {kind: csv, delimiter: ";", timezone: Europe/Pariss}\n')},
        en=("« Europe/Pariss »", "IANA"),
        fr=("« Europe/Pariss »", "IANA"),
    ),
)
