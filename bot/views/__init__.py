"""What a person is shown: every sentence that Tallywire writes, once for all platforms."""

from bot.views.plain import as_text, flat
from bot.views.posts import post_view

__all__ = ["as_text", "flat", "post_view"]
