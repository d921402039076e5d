"""What a person is shown: every sentence that Tallywire writes, once for all platforms."""

from bot.views.answers import figures_view, history_view, why_view
from bot.views.messages import message_view
from bot.views.plain import as_text, flat
from bot.views.posts import post_view

__all__ = ["as_text", "figures_view", "flat", "history_view", "message_view", "post_view", "why_view"]
