"""The words of one part → what a paired hub is to do, or is asked.

household.py has the words and the names of the home. reader.py reads: gathering.py puts the words together
(frame.py), targets.py picks the things, and steps.py (verbs.py) or question.py makes the steps.
"""
