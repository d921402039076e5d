"""What is served over HTTP."""

from adapters.http.server import Server
from adapters.http.websub import push_routes

__all__ = ["Server", "push_routes"]
