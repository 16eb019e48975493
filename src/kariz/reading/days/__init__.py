"""What days mean as people write them: calendars, missing years, words, weeks and months."""
