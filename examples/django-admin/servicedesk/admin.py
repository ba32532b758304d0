"""How the admin shows it: lists with search and filters, forms in sections."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from .models import Asset, NotificationSettings, Office, Ticket


@admin.register(Ticket)
class TicketAdmin(admin.ModelAdmin):
    list_display = ["subject", "office", "state", "priority", "assignee", "opened_at"]
    list_filter = ["state", "priority", "assignee", "office"]
    list_select_related = ["office", "assignee"]
    list_per_page = 25
    search_fields = ["subject", "description", "asset__label"]
    autocomplete_fields = ["asset"]
    fieldsets = [
        (None, {"fields": ["subject", "description", "office", "asset"]}),
        (_("Handling"), {"fields": ["state", "priority", "assignee", "opened_at"]}),
    ]


@admin.register(Asset)
class AssetAdmin(admin.ModelAdmin):
    list_display = ["label", "kind", "product", "office", "room", "condition"]
    list_filter = ["kind", "condition", "office"]
    list_select_related = ["office"]
    list_per_page = 25
    search_fields = ["label", "product", "room"]


@admin.register(NotificationSettings)
class NotificationSettingsAdmin(admin.ModelAdmin):
    """Everybody finds their own settings here, administrators everybody's."""

    list_display = ["__str__", "email", "on_assignment", "digest"]
    fields = ["email", "on_assignment", "digest"]

    def get_queryset(self, request):
        everybody = super().get_queryset(request).select_related("user")
        return everybody if request.user.is_superuser else everybody.filter(user=request.user)

    def has_add_permission(self, request):
        return False


admin.site.register(Office)
