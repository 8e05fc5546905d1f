"""The words of a language: tokens.py makes them of a text (characters.py simplifies, numbers.py reads
numbers), lexicon.py cuts tokens into words and knows what each may mean (tag.py); word_tree.py is how it
keeps them.

phrasing.py and sayings.py find short fixed phrases in a sentence.
"""
