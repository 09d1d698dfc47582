"""Papers, firms and projects are found to be one by their numbers, then by what describes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from faults.base import indicator, write_base
from jalon.dossier.catalogue import Dossier
from jalon.figures.figure import Figure, State
from jalon.figures.store import read_figures
from jalon.infocentre.identity.decision import Decision, Kind
from jalon.infocentre.identity.groups import Groups
from jalon.infocentre.identity.log import IdentityLog
from jalon.infocentre.pseudonyms.tokens import normalised
from jalon.infocentre.readers.research import keys
from jalon.infocentre.workspace import Workspace
from jalon.kernel.missing import Between
from jalon.kernel.periods import Calendar, Period
from jalon.services.check import open_checked
from jalon.services.compute import compute
from jalon.services.identity import decide
from jalon.services.link import doubts, link
from jalon.services.load import Loaded, load
from jalon.services.progress import Silent
from linkage_things import Thing, deliveries, make_things
from linkage_world import SCHOOLS, score

TODAY = date(2026, 3, 1)
Place = tuple[Dossier, Workspace]


@dataclass(frozen=True)
class Kinds:
    """How a source names and describes the things of a domain."""

    entity: str
    keys: str
    link: str
    more: str = ""


DOMAINS: Mapping[str, Kinds] = {
    "company": Kinds(
        "engagement",
        "{scheme: siren, from: SIREN}",
        "{name: name, postcode: postcode, city: city}",
        "  kind: {constant: internship}\n",
    ),
    "publication": Kinds(
        "publication",
        "{scheme: doi, from: doi}, {scheme: hal, from: hal}",
        "{doi: doi, hal: hal, title: title, year: published, first_author: author, venue: venue}",
    ),
    "project": Kinds(
        "participation",
        "{scheme: grant, from: agreement}",
        "{acronym: acronym, title: title, funder: funder, started: started}",
        "  role: {constant: partner}\n",
    ),
}


def source(domain: str) -> str:
    kinds = DOMAINS[domain]
    files = "".join(f"  - {{unit: {school}}}\n" for school in SCHOOLS)
    return (
        f"source: things\nname: Things\nentity: {kinds.entity}\nreader: {{kind: csv, delimiter: ';'}}\n"
        f"period: {{column: year}}\ncolumns:\n  {domain}:\n"
        f"    keys: [{kinds.keys}, {{scheme: local, from: number, within: unit}}]\n{kinds.more}"
        f"link:\n  {domain}: {kinds.link}\nfiles:\n{files}"
    )


def desk(folder: Path, domain: str, keys_folder: Path | None = None) -> Place:
    dossier = write_base(folder / "dossier")
    perimeter = dossier / "perimeter.yaml"
    units = "".join(f"  - {{unit: {school}, name: {school}}}\n" for school in SCHOOLS)
    perimeter.write_text(perimeter.read_text(encoding="utf-8") + units, encoding="utf-8")
    measure = f"measure: {{kind: distinct, entity: {DOMAINS[domain].entity}, key: {domain}}}\nunit: persons\n"
    (dossier / "sources" / "things.yaml").write_text(source(domain), encoding="utf-8")
    (dossier / "indicators" / "counted.yaml").write_text(indicator("counted", measure), encoding="utf-8")
    return open_checked(dossier), Workspace(folder / "home", keys_folder)


def deliver(place: Place, school: str, things: Sequence[Thing]) -> Loaded:
    file = place[1].home.parent / f"{school}.csv"
    lines = [";".join(things[0].cells), *(thing.row for thing in things), ""]
    file.write_text("\n".join(lines), encoding="utf-8")
    done = load(*place, as_of=TODAY, progress=Silent(), feeds=(f"things/{school}",), file=file)
    assert done.is_whole, [issue.code for issue in done.issues]
    return done


def key_of(thing: Thing) -> str:
    """The key that its numbers give it, as the readers of research files write them."""
    told = thing.cells.get
    number = (
        keys.siren(told("SIREN"))
        or keys.doi(told("doi"))
        or keys.hal_id(told("hal"))
        or keys.grant(told("agreement"))
    )
    return number or f"local:{thing.school}:{normalised(thing.cells['number'])}"


def log_of(place: Place, domain: str) -> tuple[Decision, ...]:
    return IdentityLog(place[1], domain).read()


def groups_of(place: Place, domain: str) -> Mapping[str, str]:
    return Groups(log_of(place, domain)).same.certain


def named(place: Place, domain: str, things: Sequence[Thing]) -> tuple[dict[str, int], dict[str, str]]:
    """Record → what it is of, and record → the identifier under which that is counted."""
    groups = groups_of(place, domain)
    truth = {str(n): thing.number for n, thing in enumerate(things)}
    found = {str(n): groups.get(key_of(thing), key_of(thing)) for n, thing in enumerate(things)}
    return truth, found


def counted(place: Place) -> Figure:
    compute(*place, as_of=TODAY, progress=Silent())
    found = read_figures(place[1].figures).get("counted", "institute", Period.parse("2020", Calendar.YEAR))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("domain", "numbers", "everything"),
    [("company", 0.5, 0.8), ("publication", 0.7, 0.9), ("project", 0.5, 0.9)],
)
def test_links_are_found_and_are_right(
    tmp_path: Path, domain: str, numbers: float, everything: float
) -> None:
    things, place = make_things(domain, 1500, seed=7), desk(tmp_path, domain)
    for school, own in deliveries(things).items():
        deliver(place, school, own)
    alone = score(*named(place, domain, things))
    link(*place, as_of=TODAY)
    linked = score(*named(place, domain, things))
    assert alone.precision == 1.0
    assert alone.recall < numbers
    assert linked.precision >= 0.99
    assert linked.recall >= everything
    assert link(*place, as_of=TODAY)[0].decided == 0, "nothing new, nothing decided"


def firm(
    number: int, school: int, siren: str, name: str, postcode: str = "59000", city: str = "Lille"
) -> Thing:
    cells = {"number": f"n{number}", "year": "2020", "SIREN": siren, "name": name}
    return Thing(number, SCHOOLS[school], {**cells, "postcode": postcode, "city": city})


KNOWN = firm(1, 0, "404 833 048", "Verrerie Dumoulin et fils")
UNKNOWN = firm(1, 1, "", "VERRERIE DUMOULLIN ET FILS S.A.S.")


def received(folder: Path, *things: Thing) -> Place:
    place = desk(folder, "company")
    for thing in things:
        deliver(place, thing.school, [thing])
    return place


def test_one_number_written_in_three_ways_is_one_firm_without_comparison(tmp_path: Path) -> None:
    place = received(
        tmp_path,
        KNOWN,
        firm(1, 1, "40483304800022", "Something else"),
        firm(1, 2, "FR83404833048", "Another name still", "13000"),
    )
    assert counted(place).value == 1
    link(*place, as_of=TODAY)
    assert groups_of(place, "company") == {}


def test_two_numbers_win_over_one_name(tmp_path: Path) -> None:
    """Two firms of one name at one place are at most a doubt: the figure says one or two."""
    place = received(tmp_path, KNOWN, firm(2, 1, "552100554", "Verrerie Dumoulin et fils"))
    (done,) = link(*place, as_of=TODAY)
    assert (done.groups, done.doubts) == (0, 1)
    figure = counted(place)
    assert figure.state is State.UNCERTAIN
    (doubt,) = doubts(*place, as_of=TODAY)
    assert (doubt.domain, doubt.keys) == ("company", ("404833048", "552100554"))
    assert doubt.names["name"].en == "registered name"


def test_homonyms_elsewhere_are_kept_apart(tmp_path: Path) -> None:
    place = received(tmp_path, KNOWN, firm(2, 1, "", "Verrerie Dumoulin et fils", "13000", "Marseille"))
    (done,) = link(*place, as_of=TODAY)
    assert (done.groups, done.doubts) == (0, 0)
    assert counted(place).value == 2


def test_a_firm_without_number_is_found_by_its_name_and_place(tmp_path: Path) -> None:
    place = received(tmp_path, KNOWN, UNKNOWN)
    assert counted(place).value == 2
    (done,) = link(*place, as_of=TODAY)
    assert (done.groups, done.doubts) == (1, 0)
    assert counted(place).value == 1
    (decision,) = log_of(place, "company")
    assert decision.by.startswith("model company")
    assert "name near" in decision.why


def test_a_doubt_that_a_person_settled_stays_settled(tmp_path: Path) -> None:
    """A name cut short may be the firm's: somebody says, and no later file asks again."""
    short = firm(1, 1, "", "Verr. Dumoulin et fils", "59000", "")
    place = received(tmp_path, KNOWN, short)
    assert link(*place, as_of=TODAY)[0].doubts == 1
    figure = counted(place)
    assert figure.state is State.UNCERTAIN
    assert isinstance(figure.value, Between)
    assert (figure.value.low, figure.value.high) == (1, 2)
    (doubt,) = doubts(*place, as_of=TODAY)
    decide(*place, "company", Kind.MERGE, doubt.keys, day=TODAY, by="A steward", why="same contract")
    assert counted(place).value == 1
    other = firm(3, 2, "", "Tuilerie Vasseur", "59000", "Lille")
    deliver(place, other.school, [other])
    assert link(*place, as_of=TODAY)[0].decided == 0
    assert counted(place).value == 2
    assert doubts(*place, as_of=TODAY) == []


def test_a_wrong_number_is_told_and_trusted_by_nobody(tmp_path: Path) -> None:
    """A slip in a SIREN leaves the firm under the school's own code, for its name to find it."""
    slip = firm(1, 1, "404833049", "Verrerie Dumoulin et fils")
    place = received(tmp_path, KNOWN)
    done = deliver(place, slip.school, [slip])
    (issue,) = (issue for issue in done.issues if issue.code == "numbers-wrong")
    assert (issue.context["count"], issue.context["scheme"]) == ("1", "siren")
    assert link(*place, as_of=TODAY)[0].groups == 1
    assert counted(place).value == 1


def paper(number: int, school: int, doi: str, hal: str, title: str, published: str = "2020") -> Thing:
    cells = {"number": f"n{number}", "year": "2020", "doi": doi, "hal": hal, "title": title}
    return Thing(number, SCHOOLS[school], {**cells, "published": published, "author": "", "venue": ""})


TITLE = "Écoulements turbulents dans un canal ouvert à rugosité variable"


def test_a_deposit_leads_from_a_paper_without_doi_to_the_one_with_it(tmp_path: Path) -> None:
    place = desk(tmp_path, "publication")
    deliver(place, SCHOOLS[0], [paper(1, 0, "https://doi.org/10.1000/ABC", "hal-01234567v2", TITLE)])
    deliver(place, SCHOOLS[1], [paper(1, 1, "", "hal-01234567", TITLE.upper())])
    link(*place, as_of=TODAY)
    groups = groups_of(place, "publication")
    assert groups["10.1000/abc"] == groups["hal-01234567"]
    assert counted(place).value == 1


def test_the_second_part_of_a_paper_is_another_paper(tmp_path: Path) -> None:
    place = desk(tmp_path, "publication")
    deliver(place, SCHOOLS[0], [paper(1, 0, "10.1000/abc", "", f"{TITLE}, partie 1")])
    deliver(place, SCHOOLS[1], [paper(2, 1, "", "", f"{TITLE}, partie 2")])
    (done,) = link(*place, as_of=TODAY)
    assert (done.groups, done.doubts) == (0, 0)


def test_the_order_of_deliveries_changes_nothing(tmp_path: Path) -> None:
    sent = list(deliveries(make_things("publication", 60, seed=11)).items())[:5]
    found = []
    for number, order in enumerate([*list(permutations(range(5)))[::40], (4, 3, 2, 1, 0)]):
        place = desk(tmp_path / str(number), "publication", tmp_path / "keys")
        for step in order:
            deliver(place, *sent[step])
            link(*place, as_of=TODAY)
        groups = Groups(log_of(place, "publication"))
        found.append((groups.same.certain, sorted(map(sorted, groups.doubts))))
    assert len(found) == 4
    assert found[0][0], "something was found"
    assert all(one == found[0] for one in found)


def test_identifiers_stay_over_five_deliveries(tmp_path: Path) -> None:
    """An identifier once given never means something else, and the log is only ever added to."""
    place = desk(tmp_path, "project")
    meanings: dict[str, frozenset[str]] = {}
    earlier: tuple[Decision, ...] = ()
    for school, own in list(deliveries(make_things("project", 80, seed=5)).items())[:5]:
        deliver(place, school, own)
        link(*place, as_of=TODAY)
        log = log_of(place, "project")
        assert log[: len(earlier)] == earlier
        earlier = log
        members: dict[str, set[str]] = {}
        for key, name in groups_of(place, "project").items():
            members.setdefault(name, set()).add(key)
        for name, own_keys in members.items():
            assert meanings.setdefault(name, frozenset(own_keys)) == own_keys
    assert meanings
