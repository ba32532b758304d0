"""Tickets, equipment and notification settings of a municipal IT department."""
