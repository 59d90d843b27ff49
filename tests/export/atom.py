#!/usr/bin/python3
# atom.py FEED: what feedparser, which knows nothing of us, reads in a feed:
# the feed itself, then a line for each entry. It fails for what feedparser
# had to guess at, and for what RFC 4287 asks of a feed and it did not find.
import sys

import feedparser

feed = feedparser.parse(sys.argv[1])
if feed.bozo:
    sys.exit(f"not well formed: {feed.bozo_exception}")
if feed.version != "atom10":
    sys.exit(f"read as {feed.version}")
for key in ("id", "title", "updated_parsed", "author"):
    if not feed.feed.get(key):
        sys.exit(f"the feed has no {key}")
self = [each.href for each in feed.feed.links if each.rel == "self"]
print("feed", feed.feed.id, *self, feed.feed.title, sep="\t")
for entry in feed.entries:
    for key in ("id", "title", "updated_parsed", "link"):
        if not entry.get(key):
            sys.exit(f"an entry has no {key}")
    kinds = [each.type for each in entry.links if each.rel == "alternate"]
    print("entry", entry.id, *kinds, entry.title, sep="\t")
if len({entry.id for entry in feed.entries}) != len(feed.entries):
    sys.exit("two entries have one id")
