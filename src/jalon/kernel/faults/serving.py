"""Faults of starting the site: not installed, or open to more people than its settings protect."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    Fault(
        "web-missing",
        "The site needs libraries that are not installed with this Jalon: {missing}.",
        "Le site demande des bibliothèques qui ne sont pas installées avec ce Jalon : {missing}.",
        "Install them with « pip install 'jalon[web]' ».",
        "Installez-les par « pip install 'jalon[web]' ».",
    ),
    Fault(
        "site-over-http",
        "The site would answer at {bind}, beyond this machine, without HTTPS: passwords would travel in the "
        "clear.",
        "Le site répondrait à {bind}, au-delà de cette machine, sans HTTPS : les mots de passe voyageraient "
        "en clair.",
        "Put a proxy that does HTTPS before it and say so with JALON_PROXIES=1 "
        "(docs/how-to/run-the-site.md), or keep « --bind 127.0.0.1 ».",
        "Placez devant lui un relais qui fait HTTPS et dites-le par JALON_PROXIES=1 "
        "(docs/how-to/run-the-site.md), ou gardez « --bind 127.0.0.1 ».",
    ),
    Fault(
        "site-without-name",
        "The site would answer beyond this machine, and nothing says under which name.",
        "Le site répondrait au-delà de cette machine, et rien ne dit sous quel nom.",
        "Give the names of the site in JALON_HOSTS, separated by commas: JALON_HOSTS=jalon.example.org.",
        "Donnez les noms du site dans JALON_HOSTS, séparés par des virgules : JALON_HOSTS=jalon.exemple.fr.",
    ),
    Fault(
        "demo-beyond-this-machine",
        "Demo accounts open with one click: they are for this machine only, over plain HTTP.",
        "Les comptes de démonstration s’ouvrent d’un clic : ils ne valent que sur cette machine, en HTTP "
        "simple.",
        "Leave « --demo » out, or keep « --bind 127.0.0.1 » and JALON_HTTPS unset.",
        "Retirez « --demo », ou gardez « --bind 127.0.0.1 » et JALON_HTTPS non défini.",
    ),
    Fault(
        "port-taken",
        "The site cannot listen at {bind}, port {port}: {reason}.",
        "Le site ne peut pas écouter à {bind}, port {port} : {reason}.",
        "Stop what listens there, or choose another port with « --port ».",
        "Arrêtez ce qui y écoute, ou choisissez un autre port par « --port ».",
    ),
)
