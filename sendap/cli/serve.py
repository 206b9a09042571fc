"""``sendap serve``: the web pages and the API, and beside them the background work."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sendap.basics.errors import CannotDo
from sendap.cli.database import ready

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import WSGIApplication

WORKERS = 2
THREADS = 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000; 0: any)")
    parser.add_argument("--workers", type=int, default=WORKERS, help=f"processes ({WORKERS})")
    parser.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Serve until told to stop; status 0.

    Errors: ``CannotDo`` when production is unsafe, its tables are behind, or the port is taken.
    """
    if not 0 <= parsed.port <= 65_535 or parsed.workers < 1:
        raise CannotDo("--port is a number from 0 to 65535, and --workers is 1 or more.")
    # Asked first, so that someone whose port is taken isn't kept waiting.
    port = _free_port(parsed.host, parsed.port)
    _prepare()
    server = _server(f"{_bracketed(parsed.host)}:{port}", parsed.workers)
    server.run()
    return 0


def _free_port(host: str, port: int) -> int:
    """The port, or a free one for 0; refuses one that can't be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)  # two can bind a port that neither listens on yet
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise CannotDo(
                f"port {port} on {host} can't be used ({reason}); stop what uses it, or choose "
                "another with --port."
            ) from error
        return int(probe.getsockname()[1])


def _prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendap.project.settings")
    import django
    from django.conf import settings
    from django.utils.module_loading import import_string

    django.setup()
    # Named, not imported: the project is above the doors, and Django finds its parts by name too.
    import_string("sendap.project.safety.check")()
    ready(migrate=settings.DEMO)
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        _build_styles()


def _build_styles() -> None:
    from django.core.management import CommandError, call_command

    print("Building the styles ...", file=sys.stderr)
    try:
        call_command("build_styles")
    except CommandError as error:
        raise CannotDo(str(error)) from error


def _server(address: str, workers: int) -> Any:
    from django.utils.module_loading import import_string
    from gunicorn.app.base import BaseApplication

    beside = _Beside()

    class Server(BaseApplication):  # type: ignore[misc]
        """Gunicorn, told what to do here instead of by a file."""

        def load_config(self) -> None:
            for name, value in _configuration(address, workers, beside).items():
                self.cfg.set(name, value)

        def load(self) -> WSGIApplication:
            application: WSGIApplication = import_string("sendap.project.wsgi.application")
            return application

    return Server()


def _configuration(address: str, workers: int, beside: _Beside) -> dict[str, object]:
    return {
        "bind": address,
        "workers": workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "timeout": 60,
        "graceful_timeout": 20,
        "loglevel": "warning",
        "control_socket_disable": True,
        "on_starting": lambda server: beside.start(),
        "on_exit": lambda server: beside.stop(),
        "post_worker_init": _say_when_answering(address),
    }


def _say_when_answering(address: str) -> Callable[[Any], None]:
    """What prints the address once the first worker has answered a request in itself."""

    def say(worker: Any) -> None:
        if _status(worker.wsgi).startswith(("2", "3")) and worker.age == 1:
            print(f"Open http://{address}/ (Ctrl-C stops it)", flush=True)

    return say


def _status(application: WSGIApplication) -> str:
    from wsgiref.util import setup_testing_defaults

    environment: dict[str, Any] = {"PATH_INFO": "/healthz", "REMOTE_ADDR": "127.0.0.1"}
    setup_testing_defaults(environment)
    statuses: list[str] = []

    def start(status: str, headers: Iterable[tuple[str, str]], *error: Any) -> Any:
        statuses.append(status)

    b"".join(application(environment, start))
    return statuses[0]


class _Beside:
    """The process that does background work while the server runs (in a demonstration only)."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; it ends by itself if this process is killed."""
        from django.conf import settings

        if settings.DEMO:
            command = [sys.executable, "-m", "sendap", "work", "--beside", str(os.getpid())]
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL)

    def stop(self) -> None:
        """Let it finish the job in hand, for a few seconds at most."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
