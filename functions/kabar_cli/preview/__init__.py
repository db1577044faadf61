"""One article as it would look on the site, from its file, in the real templates."""
