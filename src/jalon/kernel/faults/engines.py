"""Faults of engines and of the places where a lake may be: not installed, not reached, not allowed."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    Fault(
        "pyspark-missing",
        "Spark is not installed with this Jalon.",
        "Spark n’est pas installé avec ce Jalon.",
        "Install it with « pip install 'jalon[spark]' », or compute without « --engine spark ».",
        "Installez-le par « pip install 'jalon[spark]' », ou calculez sans « --engine spark ».",
    ),
    Fault(
        "java-missing",
        "Spark needs Java, and none is on this machine.",
        "Spark demande Java, et il n’y en a pas sur cette machine.",
        "Install Java 17 or later (on Debian: apt-get install openjdk-17-jre-headless), or compute without "
        "« --engine spark ».",
        "Installez Java 17 ou plus récent (sur Debian : apt-get install openjdk-17-jre-headless), ou "
        "calculez sans « --engine spark ».",
    ),
)
