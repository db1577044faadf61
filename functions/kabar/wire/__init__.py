"""Copy of news agencies, dropped into the inbox as it is sent: IPTC ninjs."""
