"""package_read.py FILE: the parts of a .docx or .xlsx that are XML, each behind a line "== NAME".

A part that an XML parser does not read ends it with an error.
"""
import sys
import zipfile
from xml.etree import ElementTree


def main(path):
    with zipfile.ZipFile(path) as package:
        broken = package.testzip()
        if broken:
            sys.exit("damaged: " + broken)
        for name in package.namelist():
            if name.endswith((".xml", ".rels", ".svg")):
                content = package.read(name)
                ElementTree.fromstring(content)
                print("== " + name)
                print(content.decode())


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main(sys.argv[1])
