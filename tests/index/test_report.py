"""What a run says of the sites that it asked."""

from index.report import SiteTally


def test_posts_that_a_feed_has_whole_were_found_though_their_addresses_were_not_asked_for() -> None:
    tally = SiteTally("https://blog.example/feed.xml", found=0, fetched=20)
    assert tally.line() == "https://blog.example/feed.xml: 20 found, 20 fetched, 0 unchanged"
