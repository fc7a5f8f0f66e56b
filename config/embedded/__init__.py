"""A private PostgreSQL and Valkey out of wheels, for development, demo and tests.

Standard library only: it runs before anything else is imported. Each checkout has servers of its
own behind Unix sockets that only their owner may open; nothing listens on a port. They run as long
as somebody uses them: every user holds a shared lock, which the kernel lets go however the user
dies, and a keeper (see `keeper.py`) stops the servers when the last one is gone.
"""

from config.embedded.binaries import NotInstalled
from config.embedded.development import prepare_environment
from config.embedded.servers import Servers, running
from config.embedded.trouble import Trouble

__all__ = ["NotInstalled", "Servers", "Trouble", "prepare_environment", "running"]
