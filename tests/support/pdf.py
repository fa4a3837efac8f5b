"""What stands in a PDF, in millimetres: by poppler's pdftotext and pdftohtml."""
import html
import re
import subprocess

MILLIMETRES = 25.4 / 72
A4 = ((210, 297), (297, 210))


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def words_of(path):
    """Sizes of the pages, and all words as (page, left, top, right, bottom, text)."""
    sizes, words = [], []
    for line in run("pdftotext", "-bbox", path, "-").splitlines():
        numbers = [float(x) * MILLIMETRES
                   for x in re.findall(r'(?:width|height|[xy]M..)="(-?[\d.]+)"', line)]
        if "<page " in line:
            sizes.append(tuple(numbers))
        elif "<word " in line:
            text = html.unescape(re.sub(r"<[^>]*>", "", line)).strip()
            words.append((len(sizes), *numbers, text))
    return sizes, words


def bookmarks_of(path):
    out = run("pdftohtml", "-xml", "-stdout", "-i", path)
    return [html.unescape(re.sub(r"<[^>]*>", "", item))
            for item in re.findall(r"<item [^>]*>(.*?)</item>", out)]


def is_a4(size):
    return any(abs(size[0] - width) < 1 and abs(size[1] - height) < 1 for width, height in A4)


def together(text):
    """A text without its blanks and the marks that break lines."""
    return re.sub(r"[\s\u00AD]", "", text)


def alone(captions, sizes, words):
    """Captions at the foot of a page, with the page: what they name is on the next. The list of
    tables names nothing that follows it."""
    found = []
    for number, (_, height) in enumerate(sizes, 1):
        text = together("".join(word[5] for word in words
                                if word[0] == number and word[2] < height - 26))
        if "DAFTARTABEL" in text.upper():
            continue
        found += [(number, caption) for caption in captions if text.endswith(together(caption))]
    return found
