"""What is written where there is no number makes one person of nobody."""

from __future__ import annotations

from pathlib import Path

from schools import Desk

ROWS = (
    ";0;ABADIE;Marie;01/02/2001;F",
    ";0;BERGER;Luc;01/02/2002;M",
    ";N/A;COLIN;Paul;11/12/2002;M",
    ";2,20012E+07;DURAND;Anne;09/08/2001;F",
    ";2,20012E+07;EVRARD;Rose;07/06/2000;F",
    ";220012;FABRE;Théo;05/04/2003;M",
)


def test_persons_without_a_number_are_refused_and_told(tmp_path: Path) -> None:
    done = Desk(tmp_path).send("alpha", *ROWS)
    (delivery,) = done.deliveries
    assert (delivery.counts.accepted, delivery.counts.refused) == (1, 5)
    assert [(reason.code, reason.count) for reason in delivery.reasons] == [("cell-required", 5)]
    told = [issue.context for issue in done.issues if issue.code == "numbers-wrong"]
    assert [(one["column"], one["count"]) for one in told] == [("NUM", "5")]
