"""A OneRoster bundle of fictitious people, and ways of spoiling it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MANIFEST = """\
propertyName,value
manifest.version,1.0
oneroster.version,1.2
file.academicSessions,bulk
file.classes,bulk
file.courses,bulk
file.demographics,bulk
file.enrollments,bulk
file.orgs,bulk
file.roles,absent
file.users,bulk
source.systemName,Synthetic
"""
BUNDLE: Mapping[str, str] = {
    "manifest.csv": MANIFEST,
    "academicSessions.csv": """\
sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
s1,,,Autumn,term,2023-09-01,2024-01-31,,2024
s2,,,Spring,term,2024-02-01,2024-06-30,,2024
""",
    "classes.csv": """\
sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
k1,,,"Algebra, group 1",,c1,ALG-1,scheduled,,north,"s1,s2",,,
k2,,,Networks,,c2,NET,scheduled,,south,s2,,,
""",
    "courses.csv": """\
sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes
c1,,,,Algebra,MAT101,,north,,
c2,,,,Networks,NET201,,south,,
""",
    "demographics.csv": """\
sourcedId,status,dateLastModified,birthDate,sex
u1,,,2004-03-01,female
""",
    "enrollments.csv": """\
sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
e1,,,k1,north,u1,student,false,,
e2,,,k1,north,u2,student,false,,
e3,,,k2,south,u1,student,false,,
""",
    "orgs.csv": """\
sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
north,,,North School,school,N,
south,,,South School,school,S,
""",
    "users.csv": """\
sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier
u1,,,true,u1,,Ada,Fictive,,1001
u2,,,true,u2,,Bob,Fictif,,1002
""",
}


def bundle(changes: Mapping[str, str | None] | None = None, *, folder: str = "") -> bytes:
    """The bundle with some files replaced; None takes a file away."""
    files = {**BUNDLE, **(changes or {})}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            if text is not None:
                archive.writestr(f"{folder}{name}", text)
    return target.getvalue()


def changed(name: str, old: str, new: str) -> bytes:
    """The bundle with a text replaced in one of its files."""
    assert old in BUNDLE[name]
    return bundle({name: BUNDLE[name].replace(old, new)})
