"""Serves the site with Django's own server on the port asked for, or the next free one above it."""

import os
import signal
import sys

import django

TRIES = 100


def main() -> None:
    django.setup()
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    class QuietHandler(WSGIRequestHandler):
        """One line for each request is for people who develop the site."""

        def log_message(self, *args):
            pass

    server = bind(ThreadedWSGIServer, QuietHandler, int(os.environ["LOTSE_DJANGO_PORT"]))
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    signal.signal(signal.SIGTERM, stop)
    print(f"http://127.0.0.1:{server.server_port}/admin/", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


def bind(kind, handler, port):
    for candidate in [port] if port == 0 else range(port, port + TRIES):
        try:
            return kind(("127.0.0.1", candidate), handler)
        except OSError as error:
            last = error
    sys.exit(f"django-admin: no free port from {port}: {last}")


def stop(*_):
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
