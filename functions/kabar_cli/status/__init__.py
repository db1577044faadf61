"""All that is known of an article or a picture, in one place."""
