"""print_pages.py FOLDER OUT: every .html in the folder as a browser prints it, a .pdf in OUT."""
import glob
import os
import sys

import chromium


def main(folder, out):
    with chromium.Browser(os.path.abspath(folder)) as browser:
        for path in glob.glob(os.path.join(os.path.abspath(folder), "*.html")):
            page = browser.open("file://" + path)
            page.pdf(os.path.join(out, os.path.basename(path)[:-5] + ".pdf"))
            page.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
