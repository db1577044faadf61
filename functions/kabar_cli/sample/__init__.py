"""The sample publication: an invented newsroom's `site.json`, `articles/` and `media/`, ready to be uploaded."""
