from tests.service.both_databases import database_url, own_url

__all__ = ["database_url", "own_url"]
