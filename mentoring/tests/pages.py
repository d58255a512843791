"""Reading an answer as a browser would: headings, links, identifiers, what a strict policy blocks."""

from html.parser import HTMLParser

VOID_OF_TEXT = {"script", "style", "svg"}


class Page(HTMLParser):
    """`headings` are (level, text), `links` addresses, `ids` in order, `faults` what the CSP refuses."""

    def __init__(self, html):
        super().__init__()
        self.headings, self.links, self.ids, self.faults = [], [], [], []
        self.title, self.text, self.open = "", "", []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.open.append(tag)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append((int(tag[1]), ""))
        self.faults += [name for name in attributes if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in attributes):
            self.faults.append(tag)

    def handle_endtag(self, tag):
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data):
        if "title" in self.open and "svg" not in self.open:
            self.title += data
        if VOID_OF_TEXT & set(self.open):
            return
        self.text += data
        if {"h1", "h2", "h3", "h4"} & set(self.open):
            level, words = self.headings[-1]
            self.headings[-1] = (level, words + data)


def page(response):
    return Page(response.content.decode())
