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
    Fault(
        "lake-uri",
        "JALON_LAKE is not the address of a place on an object store.",
        "JALON_LAKE n’est pas l’adresse d’un emplacement sur un stockage objet.",
        "Write it « s3://bucket/prefix », with no key in it (keys go in AWS_ACCESS_KEY_ID and "
        "AWS_SECRET_ACCESS_KEY); unset it to keep the lake on this machine.",
        "Écrivez-la « s3://seau/préfixe », sans clé (les clés vont dans AWS_ACCESS_KEY_ID et "
        "AWS_SECRET_ACCESS_KEY) ; supprimez-la pour garder le lac sur cette machine.",
    ),
    Fault(
        "lake-uri-character",
        "The place named by JALON_LAKE holds « {character} », which not every object store takes.",
        "L’emplacement que nomme JALON_LAKE contient « {character} », que tous les stockages objet ne "
        "prennent pas.",
        "Name a place made of letters without accents, digits and - _ . ! * ' ( ) =, its folders parted by "
        "« / ».",
        "Nommez un emplacement fait de lettres sans accent, de chiffres et de - _ . ! * ' ( ) =, les "
        "dossiers séparés par « / ».",
    ),
    Fault(
        "lake-endpoint",
        "{variable} is not the address of an object store.",
        "{variable} n’est pas l’adresse d’un stockage objet.",
        "Write it « https://s3.example.org » or « http://127.0.0.1:9000 », with its https:// or http://, no "
        "space, no key, and a port of 65535 at most; for AWS itself, unset it.",
        "Écrivez-la « https://s3.example.org » ou « http://127.0.0.1:9000 », avec son https:// ou http://, "
        "sans espace ni clé, et un port de 65535 au plus ; pour AWS même, supprimez-la.",
    ),
    Fault(
        "lake-variable",
        "{variable} holds a space, a line end or a letter that no key has.",
        "{variable} contient une espace, une fin de ligne ou une lettre qu’aucune clé n’a.",
        "Copy it again, without what is around it (in a shell, « $(cat file) » takes the line end off).",
        "Copiez-la de nouveau, sans ce qui l’entoure (dans un shell, « $(cat fichier) » ôte la fin de "
        "ligne).",
    ),
    Fault(
        "lake-unreachable",
        "The object store of the lake {lake} does not answer.",
        "Le stockage objet du lac {lake} ne répond pas.",
        "Check the network and AWS_ENDPOINT_URL (for an http:// address, AWS_ALLOW_HTTP=true), then run the "
        "command again: nothing was left half written.",
        "Vérifiez le réseau et AWS_ENDPOINT_URL (pour une adresse http://, AWS_ALLOW_HTTP=true), puis "
        "relancez la commande : rien n’a été écrit à moitié.",
    ),
    Fault(
        "lake-bucket-missing",
        "The object store answers, but holds no bucket or object where the lake {lake} should be.",
        "Le stockage objet répond, mais n’a pas de seau ou d’objet là où devrait être le lac {lake}.",
        "Create the bucket, or correct JALON_LAKE or AWS_REGION.",
        "Créez le seau, ou corrigez JALON_LAKE ou AWS_REGION.",
    ),
    Fault(
        "lake-denied",
        "The object store refuses access to the lake {lake}.",
        "Le stockage objet refuse l’accès au lac {lake}.",
        "Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and that they may list, read and write objects "
        "under that address.",
        "Vérifiez AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY, et qu’ils permettent de lister, lire et écrire "
        "des objets sous cette adresse.",
    ),
)
