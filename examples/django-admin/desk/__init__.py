"""The Django project: settings, addresses, the server and the first day's data."""
