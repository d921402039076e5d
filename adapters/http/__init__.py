"""What is served over HTTP."""

from adapters.http.health import health_routes
from adapters.http.server import Server
from adapters.http.websub import push_routes

__all__ = ["Server", "health_routes", "push_routes"]
