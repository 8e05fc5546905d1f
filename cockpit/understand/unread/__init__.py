"""What nothing has read: slips.py (spelling.py) asks whether another word was meant, nearest.py
(wordings.py) whether it was the nearest thing; scope.py and topics.py say what it was about, or that it is
just talk. unsure.py asks about what was heard unclearly.
"""
