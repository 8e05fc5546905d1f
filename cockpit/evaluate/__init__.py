"""Understanding, scored: sets of sentences with what they should do, run in fresh simulated cars."""
