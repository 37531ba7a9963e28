"""A document as text, with the way back to its file.

original ──wrapping: line ends within sentences──▶ ──folding: characters of official labels──▶ Source.text
                               maps: from every place of the text to the file it was read from
"""
