from tests.service.both_databases import database_url

__all__ = ["database_url"]
