"""`compare-news serve FOLDER`: put articles in, see the report, correct it by hand, compare again.

desk.py holds the folder and the running comparison, app.py shows it in a browser.
"""
