"""Any bytes given as meters or weather: read or refused, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drawing import examples
from fuzzing import spoiled
from jalon.dossier.metering import Step, Weather, ZeroMeans
from jalon.infocentre.meters.metering import metered
from jalon.infocentre.meters.weather import weathered
from jalon.infocentre.readers.open import open_table
from jalon.infocentre.readers.table import Named, Opened, UnreadableFile
from jalon.kernel.faults.catalogue import CATALOGUE
from jalon.kernel.issues import Issue
from jalon.kernel.periods import Calendar
from series import COUNTER, CSV, METERS, WEATHER, hours

NAMED = Named("any")
METER_FILE = ("meter,at,kwh\n" + hours("a", "2023-10-29", ["1", "0", "2.5"]) + "b,2023-01-17,7\n").encode()
WEATHER_FILE = b"station,at,t,low,high\ns,2023-01-01 00:00,5,4,6\ns,2023-01-01 01:00,-5.5,-6,1\n"


def as_meters(**changes: object) -> Callable[[Path], Opened]:
    spec = replace(METERS, timezone="Europe/Paris", **changes)  # type: ignore[arg-type]
    return lambda file: metered(open_table(file, CSV, spec.columns, NAMED), spec, CSV, Calendar.MONTH, NAMED)


def as_weather(spec: Weather) -> Callable[[Path], Opened]:
    return lambda file: weathered(open_table(file, CSV, spec.columns, NAMED), spec, CSV, Calendar.YEAR, NAMED)


SAMPLES: dict[str, tuple[bytes, Callable[[Path], Opened]]] = {
    "intervals": (METER_FILE, as_meters(step=Step.HALF)),
    "bills": (METER_FILE, as_meters(step=Step.NEXT)),
    "zeros": (METER_FILE, as_meters(zeros=ZeroMeans.MISSING)),
    "counters": (METER_FILE, as_meters(kind=COUNTER.kind)),
    "hourly weather": (WEATHER_FILE, as_weather(WEATHER)),
    "daily weather": (
        WEATHER_FILE,
        as_weather(Weather(station="station", at="at", minimum="low", maximum="high", step=Step.DAY)),
    ),
}


def refusal(content: bytes, read: Callable[[Path], Opened], folder: Path) -> Issue | None:
    file = folder / "any"
    file.write_bytes(content)
    try:
        for batch in read(file).batches():
            for reject in batch.rejected.to_pylist():
                assert reject["_reasons"][0]["code"] in CATALOGUE
    except UnreadableFile as refused:
        return refused.issue
    return None


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=examples(50), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_bytes_are_read_or_refused(name: str, data: st.DataObject) -> None:
    sample, read = SAMPLES[name]
    with TemporaryDirectory() as folder:
        issue = refusal(data.draw(spoiled(sample)), read, Path(folder))
    assert issue is None or issue.code in CATALOGUE


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sample_itself_is_read(name: str, tmp_path: Path) -> None:
    sample, read = SAMPLES[name]
    assert refusal(sample, read, tmp_path) is None
