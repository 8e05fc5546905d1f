"""What is asked: of the car (question.py, wonders.py in free words), or how and whether to do something
(advice.py). None of it moves anything.
"""
