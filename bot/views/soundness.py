"""What is wrong with a database, and what to do about it, in words."""

from collections.abc import Mapping, Sequence

from bot.model import Damage, Finding

_RESTORE = "Stop Tallywire, put the newest sound backup back (`tallywire db restore FILE`), and keep this one aside."
REMEDIES: Mapping[Damage, str] = {
    Damage.FILE: f"The disk or the copying is at fault. {_RESTORE}",
    Damage.SCHEMA: "Something has changed the schema by hand. Restore a backup, or make what is missing as the "
    "migrations in adapters/storage/migrations do.",
    Damage.UNREADABLE: f"The row is broken, or a newer Tallywire wrote it. Try that version; else: {_RESTORE}",
    Damage.SEAL: f"Somebody changed the ledger past its guards. Compare with a backup. {_RESTORE}",
    Damage.COLUMNS: f"The row is found in the wrong place. {_RESTORE}",
    Damage.GAP: f"Entries were removed past the ledger's guards. {_RESTORE}",
    Damage.ORDER: "Either a clock was wrong (then nothing is lost, and it stays told), or entries changed places: "
    "compare with a backup.",
    Damage.TWICE: f"An entry was copied by hand: it makes its source say everything twice. {_RESTORE}",
    Damage.REFERENCE: f"Rows are missing. {_RESTORE}",
    Damage.QUOTE: "The article's text or the entry was changed by hand; alerts quote what was not printed. Compare "
    "both with the page and with a backup.",
    Damage.VERDICT: "If the topic file's claim was changed since (series, compare, since, closed, unit), or the "
    "program's desk rules, this is what they would say today, and nothing is lost. If not, the entry was changed: "
    "restore a backup.",
    Damage.FIGURES: "The ledger is right, and what is shown of it is not. Stop Tallywire, empty the table `folded` "
    "(`DELETE FROM folded`), and start it: it reads the ledger and keeps what that comes to anew.",
    Damage.MISREAD: f"Its entries were removed. {_RESTORE}",
    Damage.OUTBOX: "Such a post may be sent never, or twice. Look in the channel whether it is there; then restore a "
    "backup, or set state, message and posted_at right by hand.",
    Damage.ALERT: "The channel was, or will be, told something else than the ledger says. Restore a backup; where it "
    "is posted already, `reject` strikes it through.",
    Damage.DOUBLED: "The channel saw, or will see, the same alert twice. Where one of the posts still waits, restore "
    "a backup from before it was queued.",
}
"""What to do about each kind of damage."""


def finding_lines(findings: Sequence[Finding], *, most: int) -> list[str]:
    """Return what is wrong, kind by kind, `most` of each, and after each kind what to do."""
    lines: list[str] = []
    for damage in Damage:
        alike = [finding for finding in findings if finding.damage is damage]
        lines += [f"{finding.where}: {finding.detail}" for finding in alike[:most]]
        if len(alike) > most:
            lines.append(f"... and {len(alike) - most} more of this kind")
        if alike:
            lines.append(f"  -> {REMEDIES[damage]}")
    return lines
