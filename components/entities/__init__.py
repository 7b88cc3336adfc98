"""What must survive a translation: numbers, dates, units, names, codes, by value and across scripts."""
