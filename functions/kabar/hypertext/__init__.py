"""Other systems' HTML as blocks of the article format: what is imported, and what news agencies send."""
