"""The words of the desk as frozen values: topic, claim, article, figure, statement, verdict, alert, post."""

from bot.model.article import Article, ArticleRecord, Figure, Mention, Number, Reading, Sentence, Speaker
from bot.model.current import ClaimFigures, Explained, SourceFigure, TopicFigures
from bot.model.feed import Feed, FeedItem, FeedLink, FeedState, ParsedFeed
from bot.model.ids import stable_id
from bot.model.ledger import Entry, Statement, Unmatched, Verdict
from bot.model.post import Alert, Follow, Mute, Post, QueuedPost
from bot.model.topic import Claim, Gate, OnRecord, Source, Topic
from bot.model.view import AlertView, ChangeView, HistoryView, PostView, Span, TableView, Text, View, WhyView
from bot.model.words import AlertLevel, Context, Field, FollowLevel, Hedge, Kind, Measure, Modality, Outcome, Series

__all__ = [
    "Alert",
    "AlertLevel",
    "AlertView",
    "Article",
    "ArticleRecord",
    "ChangeView",
    "Claim",
    "ClaimFigures",
    "Context",
    "Entry",
    "Explained",
    "Feed",
    "FeedItem",
    "FeedLink",
    "FeedState",
    "Field",
    "Figure",
    "Follow",
    "FollowLevel",
    "Gate",
    "Hedge",
    "HistoryView",
    "Kind",
    "Measure",
    "Mention",
    "Modality",
    "Mute",
    "Number",
    "OnRecord",
    "Outcome",
    "ParsedFeed",
    "Post",
    "PostView",
    "QueuedPost",
    "Reading",
    "Sentence",
    "Series",
    "Source",
    "SourceFigure",
    "Span",
    "Speaker",
    "Statement",
    "TableView",
    "Text",
    "Topic",
    "TopicFigures",
    "Unmatched",
    "Verdict",
    "View",
    "WhyView",
    "stable_id",
]
