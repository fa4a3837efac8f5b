"""What the site does besides what mkdocs does: the contents of each language from its README.md, the
other language of a page, an index for searching that works from a disk, links to files of the
project, and Markdown as it is written for other readers.
"""
import json
import os
import re
import shutil
from html.parser import HTMLParser

from markdown.blockprocessors import build_block_parser
from markdown.extensions import Extension

LANGUAGES = {"en": "", "id": "id/"}
ITEM = re.compile(r"^- \[(.+?)\]\(([\w./-]+\.md)\)", re.M)
FENCE = re.compile(r"^( *)(```+).*?^\1\2 *$", re.M | re.S)
LINK = re.compile(r"(?<!`)\[([^\]\n]+)\]\(([^)#\s:]+)(#[^)\s]*)?\)")
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))

menus, sections, copied = {}, {}, {}


class Dialect(Extension):
    """Lists within lists are set in by two blanks. Must be the first of the extensions that
    read blocks: these readers are made anew, since they keep the number.
    """

    def extendMarkdown(self, md):
        md.tab_length = 2
        md.parser = build_block_parser(md)


def slug(text, _separator):
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", text.lower()))


def menu_of(docs, folder):
    """The contents: [(heading, [(label, page)])], from the lists of README.md."""
    with open(os.path.join(docs, folder, "README.md"), encoding="utf-8") as file:
        parts = re.split(r"^## (.+)$", file.read(), flags=re.M)
    return [(parts[i], [(label, os.path.normpath(os.path.join(folder, page)))
                        for label, page in ITEM.findall(parts[i + 1])])
            for i in range(1, len(parts), 2)]


def on_config(config):
    config["markdown_extensions"].insert(0, Dialect())
    config["markdown_extensions"].append("toc")
    config["mdx_configs"]["toc"] = {"slugify": slug, "permalink": False}
    for language, folder in LANGUAGES.items():
        menus[language] = menu_of(config["docs_dir"], folder)
    sections.clear()
    copied.clear()
    return config


def language_of(page):
    return "id" if page.file.src_path.startswith("id" + os.sep) else "en"


def follow(page, docs):
    """Links that leave docs/ lead to a copy in the site; those to a folder are words only."""
    here = os.path.dirname(os.path.join(docs, page.file.src_path))

    def replace(found):
        words, target = found[1], os.path.normpath(os.path.join(here, found[2]))
        if target.startswith(docs + os.sep) or not os.path.exists(target):
            return found[0]
        if os.path.isdir(target):
            return words
        path = os.path.join("project", os.path.relpath(target, ROOT) + ".txt")
        copied[path] = target
        # as HTML, of which mkdocs does not ask that it leads to a document
        address = os.path.relpath(path, os.path.dirname(page.file.dest_path))
        return f'<a href="{address}">{words}</a>'
    return replace


def on_page_markdown(markdown, page, config, **_):
    out, at = [], 0
    for fence in list(FENCE.finditer(markdown)) + [None]:
        text = markdown[at:fence.start() if fence else len(markdown)]
        text = re.sub(r"^<!-- test: .*?-->\n", "", text, flags=re.M)
        text = re.sub(r"\\$", "  ", text, flags=re.M)
        # code that is set in, as the pages of help have it
        text = re.sub(r"(?<=\n\n)(?:    .*\n)+", lambda code:
                      "```\n" + re.sub(r"^    ", "", code[0], flags=re.M) + "```\n", text)
        out.append(LINK.sub(follow(page, config["docs_dir"]), text))
        if fence:
            # what stands right below a line of text would be taken for a part of it
            out.append("\n" + fence[0] + "\n")
            at = fence.end()
    return "".join(out)


class Sections(HTMLParser):
    """The text of a page by its headings: [[anchor, heading, text]]."""

    def __init__(self):
        super().__init__()
        self.list, self.heading = [["", "", ""]], False

    def handle_starttag(self, tag, attributes):
        if re.fullmatch("h[1-4]", tag):
            self.list.append([dict(attributes).get("id", ""), "", ""])
            self.heading = True

    def handle_endtag(self, tag):
        if re.fullmatch("h[1-4]", tag):
            self.heading = False
        elif tag in ("p", "td", "th", "li", "pre", "tr"):
            self.list[-1][2] += " "

    def handle_data(self, data):
        self.list[-1][1 if self.heading else 2] += data


def on_page_content(content, page, **_):
    parser = Sections()
    parser.feed(content)
    found = [[a, h.strip(), re.sub(r"\s+", " ", t).strip()] for a, h, t in parser.list]
    sections[page.file.src_path] = [page.url, [s for s in found if s[1] or s[2]]]
    # wide tables move by themselves, not the page
    content = content.replace("<table>", '<div class="wide" tabindex="0"><table>')
    content = content.replace("</table>", "</table></div>")
    return content.replace("<pre>", '<pre tabindex="0">')


def on_page_context(context, page, config, **_):
    language = language_of(page)
    pages = {file.src_path: file for file in config["site_files"]}

    def entry(label, path):
        return {"label": label, "url": pages[path].url_relative_to(page.file),
                "here": path == page.file.src_path}
    menu = [{"heading": heading, "entries": [entry(*item) for item in items]}
            for heading, items in menus[language]]
    flat = [item for part in menu for item in part["entries"]]
    at = next((i for i, item in enumerate(flat) if item["here"]), None)
    name = os.path.basename(page.file.src_path)
    other = "en" if language == "id" else "id"
    twin = LANGUAGES[other] + name
    context.update(
        language=language, menu=menu, words=WORDS[language],
        before=flat[at - 1] if at else None,
        after=flat[at + 1] if at is not None and at + 1 < len(flat) else None,
        home=pages[LANGUAGES[language] + "README.md"].url_relative_to(page.file),
        twin=(pages.get(twin) or pages[LANGUAGES[other] + "README.md"]).url_relative_to(page.file),
        root=os.path.relpath(".", os.path.dirname(page.file.dest_path) or ".") + "/",
        parts=[item for item in (page.toc.items[0].children if page.toc.items else [])])
    return context


WORDS = {
    "en": {"menu": "Contents", "search": "Search", "other": "Bahasa Indonesia", "to": "id",
           "page": "On this page", "nothing": "Nothing found.", "before": "Before", "after": "Next",
           "skip": "To the text"},
    "id": {"menu": "Daftar isi", "search": "Cari", "other": "English", "to": "en",
           "page": "Di halaman ini", "nothing": "Tidak ditemukan.", "before": "Sebelumnya",
           "after": "Berikutnya", "skip": "Langsung ke isi"},
}


def on_files(files, config):
    config["site_files"] = list(files.documentation_pages())
    return files


def on_post_build(config):
    site = config["site_dir"]
    for language, folder in LANGUAGES.items():
        index = [sections[path] for path in sorted(sections)
                 if path.startswith("id" + os.sep) == (language == "id")]
        with open(os.path.join(site, f"search-{language}.js"), "w", encoding="utf-8") as file:
            file.write("capai_index(" + json.dumps(index, ensure_ascii=False) + ");\n")
    for path, source in sorted(copied.items()):
        os.makedirs(os.path.dirname(os.path.join(site, path)), exist_ok=True)
        shutil.copyfile(source, os.path.join(site, path))
    # for servers that robots visit; they hold the time of the building
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        if os.path.exists(os.path.join(site, name)):
            os.remove(os.path.join(site, name))
