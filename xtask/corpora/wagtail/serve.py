"""Serves the application in one language until it is ended. Arguments: port (0 for any, told when ready), language."""

import sys

import django

django.setup()
from django.conf import settings  # noqa: E402
from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.views.static import serve  # noqa: E402
from django.urls import re_path  # noqa: E402
from wagtail.users.models import UserProfile  # noqa: E402
import urls  # noqa: E402


class Silent(WSGIRequestHandler):
    def log_message(self, *_):
        pass


UserProfile.objects.update(preferred_language=sys.argv[2])
urls.urlpatterns.insert(0, re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}))
server = ThreadedWSGIServer(("127.0.0.1", int(sys.argv[1])), Silent)
server.set_app(StaticFilesHandler(get_wsgi_application()))
print(server.server_address[1], flush=True)
server.serve_forever()
