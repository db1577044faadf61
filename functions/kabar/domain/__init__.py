"""What an article is and what becomes of it. Pure: no AWS, no clock, no environment."""
