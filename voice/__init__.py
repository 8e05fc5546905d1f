"""Sound in, text out; text in, sound out. Knows nothing of cars."""
