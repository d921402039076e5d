"""What reading, matching and the desk rules got right, against labels."""

from bot.evaluation.alerts import AlertsCompared, compare_alerts, wants
from bot.evaluation.compare import align, is_count, overlap, same_number, same_source, score
from bot.evaluation.faults import Confusion, Fault, Step
from bot.evaluation.judging import Judged, judge
from bot.evaluation.labels import DISTRACTOR, IGNORED, SCORED, UNTRACKED, Label, WantedAlert
from bot.evaluation.resampling import Interval, intervals
from bot.evaluation.said import Replayed, Said, replay
from bot.evaluation.tallies import STEPS, Scores, Tally, macro, mean, together

__all__ = [
    "DISTRACTOR",
    "IGNORED",
    "SCORED",
    "STEPS",
    "UNTRACKED",
    "AlertsCompared",
    "Confusion",
    "Fault",
    "Interval",
    "Judged",
    "Label",
    "Replayed",
    "Said",
    "Scores",
    "Step",
    "Tally",
    "WantedAlert",
    "align",
    "compare_alerts",
    "intervals",
    "is_count",
    "judge",
    "macro",
    "mean",
    "overlap",
    "replay",
    "same_number",
    "same_source",
    "score",
    "together",
    "wants",
]
