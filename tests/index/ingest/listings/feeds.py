"""Feeds as each platform writes them, in small, and ways to make one."""

WORDS = "We knead the dough, let it rest overnight, and bake it in a hot pot until the crust sings. "
LONG = f"<p>{WORDS * 12}</p>"
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)


def rss(*items: str, head: str = "<title>Crumbs</title><link>https://crumbs.example/</link>") -> bytes:
    """An RSS 2.0 feed of `items`."""
    body = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {NAMESPACES}>'
        f"<channel>{head}{body}</channel></rss>"
    ).encode()


def atom(*entries: str, head: str = "<title>Crumbs</title><link href='https://crumbs.example/'/>") -> bytes:
    """An Atom feed of `entries`."""
    body = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">{head}{body}</feed>'.encode()


WORDPRESS = rss(
    "<title>Salt &amp;#038; water</title><link>https://crumbs.example/2021/09/salt/</link>"
    "<dc:creator><![CDATA[Ann Lee]]></dc:creator><pubDate>Mon, 06 Sep 2021 00:01:00 +0000</pubDate>"
    "<category><![CDATA[Bread]]></category><category><![CDATA[Salt]]></category>"
    '<guid isPermaLink="false">https://crumbs.example/?p=7</guid>'
    "<description><![CDATA[We knead [&#8230;]]]></description>"
    f'<content:encoded><![CDATA[{LONG}\n<p>The post <a rel="nofollow" href="https://crumbs.example/2021/09/salt/">'
    'Salt &#038; water</a> appeared first on <a href="https://crumbs.example">Crumbs</a>.</p>\n]]></content:encoded>',
    head="<title>Crumbs</title><link>https://crumbs.example</link><language>en-GB</language>"
    "<generator>https://wordpress.org/?v=6.4.2</generator>",
)
BLOGGER = (
    "<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet href='x.css' type='text/css'?>"
    "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/' "
    "xmlns:thr='http://purl.org/syndication/thread/1.0'><id>tag:blogger.com,1999:blog-1</id>"
    "<updated>2021-09-07T01:00:00.000-07:00</updated><title type='text'>Crumbs</title>"
    "<link rel='http://schemas.google.com/g/2005#feed' href='https://crumbs.example/feeds/posts/default'/>"
    "<link rel='self' href='https://www.blogger.com/feeds/1/posts/default'/>"
    "<link rel='alternate' type='text/html' href='https://crumbs.example/'/>"
    "<link rel='next' href='https://www.blogger.com/feeds/1/posts/default?start-index=26&amp;max-results=25'/>"
    "<generator version='7.00' uri='http://www.blogger.com'>Blogger</generator>"
    "<openSearch:totalResults>61</openSearch:totalResults><openSearch:startIndex>1</openSearch:startIndex>"
    "<entry><id>tag:blogger.com,1999:blog-1.post-2</id><published>2021-09-06T00:01:00.000-07:00</published>"
    "<updated>2021-09-07T01:00:00.000-07:00</updated>"
    "<category scheme='http://www.blogger.com/atom/ns#' term='Bread'/>"
    "<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#post'/>"
    f"<title type='text'>Salt</title><content type='html'>{LONG.replace('<', '&lt;')}</content>"
    "<link rel='replies' type='application/atom+xml' href='https://crumbs.example/feeds/2/comments/default'/>"
    "<link rel='edit' href='https://www.blogger.com/feeds/1/posts/default/2'/>"
    "<link rel='alternate' type='text/html' href='https://crumbs.example/2021/09/salt.html' title='Salt'/>"
    "<author><name>Ann Lee</name><email>noreply@blogger.com</email></author>"
    "<thr:total>3</thr:total></entry></feed>"
).encode()
SUBSTACK = rss(
    "<title><![CDATA[Salt]]></title><description><![CDATA[On salt]]></description>"
    "<link>https://crumbs.example/p/salt</link><guid isPermaLink='false'>https://crumbs.example/p/salt</guid>"
    "<dc:creator><![CDATA[Ann Lee]]></dc:creator><pubDate>Mon, 06 Sep 2021 00:01:00 GMT</pubDate>"
    f"<content:encoded><![CDATA[{LONG}]]></content:encoded>",
    "<title><![CDATA[For subscribers]]></title><description><![CDATA[More]]></description>"
    "<link>https://crumbs.example/p/more</link><pubDate>Sun, 05 Sep 2021 00:01:00 GMT</pubDate>"
    f"<content:encoded><![CDATA[{LONG}<p><a href='https://crumbs.example/p/more'>Read more</a>"
    f"</p>]]></content:encoded>",
)
GHOST = rss(
    "<title><![CDATA[ Salt ]]></title><description><![CDATA[ On salt ]]></description>"
    "<link>https://crumbs.example/salt/</link><guid isPermaLink='false'>61a0</guid>"
    "<category><![CDATA[ Bread ]]></category><dc:creator><![CDATA[ Ann Lee ]]></dc:creator>"
    "<pubDate>Mon, 06 Sep 2021 00:01:00 GMT</pubDate>"
    "<media:content url='https://crumbs.example/a.jpg' medium='image'/>"
    f"<content:encoded><![CDATA[{LONG}]]></content:encoded>",
)
MEDIUM = rss(
    "<title><![CDATA[Salt]]></title><link>https://medium.example/salt-12ab?source=rss----99---4</link>"
    "<guid isPermaLink='false'>https://medium.example/p/12ab</guid><category><![CDATA[bread]]></category>"
    "<dc:creator><![CDATA[Ann Lee]]></dc:creator><pubDate>Mon, 06 Sep 2021 00:01:00 GMT</pubDate>"
    f"<atom:updated>2021-09-07T00:00:00.000Z</atom:updated><content:encoded><![CDATA[{LONG}]]></content:encoded>",
    "<title><![CDATA[For members]]></title><link>https://medium.example/members-34cd</link>"
    '<description><![CDATA[<div class="medium-feed-item"><p class="medium-feed-snippet">We knead.</p>'
    '<p class="medium-feed-link">'
    '<a href="https://medium.example/members-34cd">Continue reading on Crumbs &#xBB;</a>'
    "</p></div>]]></description>",
)
TUMBLR = rss(
    f"<title>Salt</title><description>{LONG.replace('<', '&lt;') * 2}</description>"
    "<link>https://crumbs.example/post/1</link><guid>https://crumbs.example/post/1</guid>"
    "<pubDate>Mon, 06 Sep 2021 00:01:00 -0400</pubDate><category>bread</category>",
    head="<title>Crumbs</title><generator>Tumblr (3.0; @crumbs)</generator><link>https://crumbs.example/</link>",
)
HUGO = rss(
    "<title>Salt</title><link>https://crumbs.example/posts/salt/</link>"
    "<pubDate>Mon, 06 Sep 2021 00:01:00 +0200</pubDate><author>ann@crumbs.example (Ann Lee)</author>"
    "<guid>https://crumbs.example/posts/salt/</guid>"
    "<description>&lt;p&gt;We knead the dough.&lt;/p&gt;</description>",
    "<title>About</title><link>https://crumbs.example/about/</link>"
    "<pubDate>Mon, 01 Jan 0001 00:00:00 +0000</pubDate><description>Who we are.</description>",
)
JEKYLL = atom(
    '<title type="html">Salt &amp;amp; water</title>'
    '<link href="https://crumbs.example/salt.html" rel="alternate" '
    'type="text/html" title="Salt"/><published>2021-09-06T00:01:00+02:00</published>'
    "<updated>2021-09-07T00:01:00+02:00</updated><id>https://crumbs.example/salt</id>"
    f'<content type="html" xml:base="https://crumbs.example/salt.html"><![CDATA[{LONG}]]></content>'
    '<author><name>Ann Lee</name></author><category term="bread"/><category term="salt"/>'
    '<summary type="html">We knead.</summary>',
)
HEXO = atom(
    '<title>Salt</title><link href="/2021/09/06/salt/"/><id>https://crumbs.example/2021/09/06/salt/</id>'
    "<published>2021-09-05T23:01:00.000Z</published><updated>2021-09-06T23:01:00.000Z</updated>"
    f'<content type="html">{LONG.replace("<", "&lt;")}</content><summary type="html">We knead.</summary>'
    '<category term="Bread" scheme="https://crumbs.example/tags/bread/"/>',
    head='<title>Crumbs</title><link href="/atom.xml" rel="self"/><link href="https://crumbs.example/"/>'
    "<author><name>Ann Lee</name><email>ann@crumbs.example</email></author>",
)
