"""archives.py 'ENDING: NAME' FILE: a hostile archive for tests/attacks/archives.lua."""
import io
import struct
import sys
import warnings
import zipfile

CASE, FILE = sys.argv[1].split(": ")[1], sys.argv[2]
KIND = FILE.rpartition(".")[2]
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# The part that is read first, and its root element.
MAIN = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml", "ods": "content.xml"}[KIND]
ROOT = {
    "xlsx": 'workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
    "docx": 'w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
    "ods": 'o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"',
}[KIND]
warnings.simplefilter("ignore")


def document(before="", inside=""):
    return f'<?xml version="1.0"?>{before}<{ROOT}>{inside}</{ROOT.split()[0]}>'


def laughs():
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    return document(f"<!DOCTYPE x [{entities}]>", "&a9;")


def external():
    return document('<!DOCTYPE x [<!ENTITY e SYSTEM "rahasia.txt">]>', "&e;")


CONTENTS = {
    "billion laughs": laughs,
    "external entity": external,
    "external document type": lambda: document('<!DOCTYPE x SYSTEM "rahasia.txt">'),
    "parameter entity": lambda: document(
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "rahasia.txt"> %p;]>'),
    "bomb": lambda: document(inside=" " * (64 << 20)),
    "levels without end": lambda: document(inside="<a>" * 1000000),
    "no XML": lambda: "\0\1\2 no document" * 100,
}
content = CONTENTS.get(CASE, document)()
parts = [
    ("_rels/.rels", f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" '
     f'Type="{OFFICE}/officeDocument" Target="{MAIN}"/></Relationships>'),
    ("[Content_Types].xml", f'<Types xmlns="{TYPES}"/>'),
    (MAIN, content),
]
if KIND == "ods":
    parts = [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), parts[2]]
if CASE == "no parts":
    parts = [("kosong", "")]
if CASE == "part twice":
    parts.append(parts[-1])
if CASE == "parts without end":
    parts += [(f"x{i}", "") for i in range(20000)]
bytes_ = io.BytesIO()
with zipfile.ZipFile(bytes_, "w", zipfile.ZIP_DEFLATED) as archive:
    for name, text in parts:
        archive.writestr(name, text)
    at = archive.infolist()[-1].header_offset
data = bytearray(bytes_.getvalue())
central = data.rfind(b"PK\1\2")  # of the last part
if CASE == "encrypted part":
    data[central + 8] |= 1
    data[at + 6] |= 1
if CASE == "size that lies":
    data[central + 24:central + 28] = struct.pack("<I", 10)
    data[at + 22:at + 26] = struct.pack("<I", 10)
if CASE == "check sum that lies":
    data[central + 16] ^= 255
    data[at + 14] ^= 255
if CASE == "cut short":
    data = data[:len(data) // 2]
with open(FILE, "wb") as file:
    file.write(data)
