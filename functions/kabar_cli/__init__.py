"""The `kabar` command: what newsrooms and operators run on their own machines. Never part of a bundle."""
