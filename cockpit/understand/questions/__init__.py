"""What is asked: of the car (asking.py says whether, question.py what; wonders.py in free words), or how and
whether to do something (advice.py). None of it moves anything.
"""
