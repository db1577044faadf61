"""The files of a newsroom: articles as JSON or Markdown, read with the places of everything in them."""
