"""Pure helpers that know nothing of news: addresses, dates, words, sentences."""
