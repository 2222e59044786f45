"""Reads the feeds of a built site as a feed reader does, and holds the Atom ones against the rules of RFC 4287.

Usage: python feeds.py SITE. Needs feedparser.
"""

import json
import pathlib
import sys
import xml.etree.ElementTree as tree
from urllib.parse import urlparse

import feedparser

ATOM = "{http://www.w3.org/2005/Atom}"
DATE = __import__("re").compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")


def absolute(address):
    parts = urlparse(address)
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def one(element, name, problems, where):
    found = element.findall(ATOM + name)
    if len(found) != 1 or not (found[0].text or "").strip():
        problems.append(f"{where}: exactly one non-empty {name} is asked for, {len(found)} found")
    return (found[0].text or "").strip() if found else ""


def check_atom(path):
    problems = []
    parsed = feedparser.parse(path.read_bytes())
    if parsed.bozo:
        problems.append(f"feedparser: {parsed.bozo_exception}")
    root = tree.parse(path).getroot()
    where = path.name
    for name in ("id", "title", "updated"):
        one(root, name, problems, where)
    if not absolute(one(root, "id", problems, where)):
        problems.append(f"{where}: the id is not an absolute address")
    if not root.findall(f"{ATOM}author/{ATOM}name"):
        problems.append(f"{where}: no author")
    if not any(link.get("rel") == "self" and absolute(link.get("href")) for link in root.findall(ATOM + "link")):
        problems.append(f"{where}: no absolute link to itself")
    ids = []
    entries = root.findall(ATOM + "entry")
    for entry in entries:
        ids.append(one(entry, "id", problems, where))
        one(entry, "title", problems, where)
        for name in ("updated", "published"):
            if not DATE.match(one(entry, name, problems, where)):
                problems.append(f"{where}: {name} is not a date of RFC 3339")
        if not ids[-1].startswith("tag:"):
            problems.append(f"{where}: {ids[-1]} is no tag: address")
        for link in entry.findall(ATOM + "link"):
            if not absolute(link.get("href")):
                problems.append(f"{where}: {link.get('href')} is not absolute")
        content = entry.find(ATOM + "content")
        if content is None or content.get("type") != "html" or not (content.text or "").strip():
            problems.append(f"{where}: an entry without full content")
        else:
            for attribute in ("href", "src"):
                for piece in (content.text or "").split(f' {attribute}="')[1:]:
                    address = piece.split('"')[0]
                    if not (absolute(address) or address.startswith(("#", "mailto:", "tel:", "data:"))):
                        problems.append(f"{where}: {address} in the content is not absolute")
    if len(set(ids)) != len(ids):
        problems.append(f"{where}: ids repeat")
    if not entries:
        problems.append(f"{where}: no entries")
    return problems, len(entries)


def main(site):
    failed = passed = 0
    feeds = [site / "feed.xml", *sorted((site / "inquiries").glob("*.xml"))]
    for path in feeds:
        problems, entries = check_atom(path)
        failed, passed = failed + bool(problems), passed + (not problems)
        print("FAILED" if problems else "ok", path.relative_to(site), f"({entries} entries, bozo 0)" if not problems else "")
        for problem in problems[:10]:
            print("   ", problem)
    feed = json.loads((site / "feed.json").read_text(encoding="utf-8"))
    good = feed["version"] == "https://jsonfeed.org/version/1.1" and all(absolute(item["url"]) and item["id"] for item in feed["items"])
    failed, passed = failed + (not good), passed + good
    print("ok" if good else "FAILED", "feed.json")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
