"""What is told beside a command: its reason, its purpose, for whom. beside.py drops it; what is a remark
asides.py tells by its shape, statements.py by the signs of English, tellings.py and, where one hears a
pause, pauses.py by those of Chinese.
"""
