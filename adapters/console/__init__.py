"""The terminal as a platform, with a log of what was posted."""

from adapters.console.log import PostLog
from adapters.console.opening import open_platform
from adapters.console.platform import CHANNEL, Platform

__all__ = ["CHANNEL", "Platform", "PostLog", "open_platform"]
