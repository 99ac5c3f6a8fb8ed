"""Reading free replies (短句识别): what a leader wrote, as values to be confirmed.

Enter by ``read.read_reply``. Pure: no clock, no library, no word for people.
"""
