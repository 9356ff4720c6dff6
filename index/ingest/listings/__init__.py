"""What says which posts a site has: feeds, sitemaps, WordPress's answers, lists of blogs and of addresses."""
