"""Files of questions and answers, as teams and data sets have them, read in one way for training and for measuring.

Every bad row is named by file, line and field, with its mend; none is dropped. What a question is for is decided by
who imports this.
"""
