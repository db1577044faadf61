"""Other systems' exports as a publication's folder: articles, pictures, and a site.json to begin with."""
