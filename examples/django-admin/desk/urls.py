"""The admin, and the way to it."""

from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView

admin.site.site_header = _("Lindenau IT service desk")
admin.site.site_title = _("Service desk")
admin.site.index_title = _("Tickets and equipment")
admin.site.site_url = None

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index")),
    path("favicon.ico", RedirectView.as_view(url="/static/servicedesk/icon.svg")),
    path("admin/", admin.site.urls),
]
