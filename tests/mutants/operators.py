"""What a mutant is: one small change of one place of a C source.

Comments, texts, preprocessor lines, asserts and the words of messages are blanked out first, so that
no change falls into them. A mutant is known by its file, its line's text and what is changed in it,
not by a line number: it stays the same mutant when the code around it moves.
"""
import hashlib
import re


class Mutant:
    def __init__(self, file, operator, start, end, after, source, nth):
        self.file, self.operator = file, operator
        self.start, self.end, self.after = start, end, after
        self.before = source[start:end]
        self.line = source.count("\n", 0, start) + 1
        first = source.rfind("\n", 0, start) + 1
        last = source.find("\n", start)
        self.text = source[first:last].strip()
        key = "|".join((file, operator, self.text, str(start - first), self.before, after, str(nth)))
        self.id = hashlib.sha256(key.encode()).hexdigest()[:10]

    def apply(self, source):
        return source[: self.start] + self.after + source[self.end :]

    def shown(self):
        """The change in one line, as `before -> after`."""
        return " ".join(f"{self.before} -> {self.after or '(nothing)'}".split())


SKIPPED = re.compile(
    r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|^[ \t]*\#(?:\\\n|[^\n])*', re.S | re.M
)
# Where a change is no change of what is computed: checks of the program's own use, words of messages,
# sizes of buffers and of things.
SPEECH = re.compile(
    r"\b(?:assert|_Static_assert|capai_fail|capai_fail_at|capai_warn|notice|CAPAI_WORDS|sizeof|snprintf)\s*\("
)
BUFFER = re.compile(r"\bchar \w+\[[^\]]*\]|\{0\}|\bcapai_arena_array\([^,;]*, 1, ")
# What compares gives a sign, of which nobody asks how large it is.
A_SIGN = re.compile(r"\? (?:-1 : 1|1 : -1)\b")


def blank(text):
    return re.sub(r"[^\n]", " ", text)


def closing(text, opening):
    depth = 0
    for i in range(opening, len(text)):
        depth += (text[i] == "(") - (text[i] == ")")
        if depth == 0:
            return i
    return len(text) - 1


def mask(source):
    """The source with everything blank that is not to be changed; places stay."""
    text = SKIPPED.sub(lambda m: blank(m.group()), source)
    for found in list(SPEECH.finditer(text)):
        end = closing(text, found.end() - 1) + 1
        text = text[: found.start()] + blank(text[found.start() : end]) + text[end:]
    return BUFFER.sub(lambda m: blank(m.group()), text)


BOUNDARY = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
SIGN = {"+": "-", "-": "+", "*": "/", "/": "*", "%": "*"}
LOGIC = {"&&": "||", "||": "&&"}
STEP = {"+=": "-=", "-=": "+=", "++": "--", "--": "++", "*=": "/=", "/=": "*="}
WORD = {
    "true": "false",
    "false": "true",
    "CAPAI_NILAI": "CAPAI_TIDAK_DAPAT_DIHITUNG",
    "CAPAI_TIDAK_DAPAT_DIHITUNG": "CAPAI_BELUM_DIISI",
    "CAPAI_BELUM_DIISI": "CAPAI_TIDAK_DAPAT_DIHITUNG",
    "CAPAI_TIDAK_BERLAKU": "CAPAI_TIDAK_DAPAT_DIHITUNG",
    "capai_decimal_add": "capai_decimal_subtract",
    "capai_decimal_subtract": "capai_decimal_add",
    "capai_decimal_multiply": "capai_decimal_divide",
    "capai_decimal_divide": "capai_decimal_multiply",
}
ROUNDING = {
    "CAPAI_HALF_UP": "CAPAI_HALF_EVEN",
    "CAPAI_HALF_EVEN": "CAPAI_HALF_UP",
    "CAPAI_DOWN": "CAPAI_UP",
    "CAPAI_UP": "CAPAI_DOWN",
    "CAPAI_FLOOR": "CAPAI_CEIL",
    "CAPAI_CEIL": "CAPAI_FLOOR",
}
# Dropping these loses memory or a handle, no result: that is for the sanitizers to see.
RELEASES = re.compile(r"free|clear|close|release|destroy|unlock|reset|prefetch")
KEYWORDS = {"if", "for", "while", "switch", "return", "sizeof", "do", "else"}


def step_changes(text, found):
    """++ and -- in the head of a loop only make it endless: there they stay."""
    head = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    return not re.search(r"\bfor \(|\bwhile \(", head) or ";" not in head


def places(source):
    """All (operator, start, end, after) of a source."""
    text = mask(source)

    def each(pattern, operator, change, group=1):
        for found in re.finditer(pattern, text):
            after = change(found)
            if after is not None:
                yield operator, found.start(group), found.end(group), after

    compared = r"(?<=\s)(<=|>=|==|!=|<|>)(?=\s)"
    yield from each(compared, "boundary", lambda m: BOUNDARY[m[1]])
    yield from each(compared, "comparison", lambda m: OPPOSITE.get(m[1]))
    yield from each(r"(?<=[\w)\]] )([+\-*/%])(?=\s[\w(&*!~-])", "arithmetic", lambda m: SIGN[m[1]])
    yield from each(r"(?<=\s)(&&|\|\|)(?=\s)", "logic", lambda m: LOGIC[m[1]])
    yield from each(r"(!)(?=[\w(])", "negation", lambda m: "")
    yield from each(r"(?<=[(,=?:] )(-)(?=[\w(])", "negation", lambda m: "")
    yield from each(r"(?<=\()(-)(?=[\w(])", "negation", lambda m: "")
    yield from each(r"(\+=|-=|\*=|/=)", "arithmetic", lambda m: STEP[m[1]])
    yield from each(r"(\+\+|--)", "arithmetic", lambda m: STEP[m[1]] if step_changes(text, m) else None)
    signs = {i for found in A_SIGN.finditer(text) for i in range(*found.span())}
    yield from each(
        r"(?<![\w.])(\d+)(?![\w.])", "constant", lambda m: None if m.start() in signs else str(int(m[1]) + 1)
    )
    yield from each(
        r"(?<![\w.])(\d+)(?![\w.])", "constant", lambda m: str(int(m[1]) - 1) if int(m[1]) > 1 else None
    )
    yield from each(r"\b(" + "|".join(WORD) + r")\b(?!\s*=|:)", "word", lambda m: WORD[m[1]])
    # Where the flags are asked for, lost digits are refused: there the mode says nothing.
    yield from each(
        r"(?<!case )\b(" + "|".join(ROUNDING) + r")\b(?!\]|,\s*&?[\w>.-]*flags)", "rounding", lambda m: ROUNDING[m[1]]
    )
    yield from each(r"(\bcontinue;)", "jump", lambda m: "break;")
    for found in re.finditer(r"\bif (?=\()", text):
        end = closing(text, found.end())
        condition = source[found.end() : end + 1]
        yield "condition", found.end(), end + 1, "(!" + condition + ")"
    for found in re.finditer(r"(?<=[;{})])(\s*\n\s*)(\w+)\(", text):
        end = closing(text, found.end() - 1)
        if text[end + 1 : end + 2] != ";" or found[2] in KEYWORDS or RELEASES.search(found[2]):
            continue
        yield "call", found.start(2), end + 2, ";"


def mutants_of(file, source):
    """All mutants of a file, in the order of their places."""
    seen = {}
    for operator, start, end, after in sorted(places(source), key=lambda p: (p[1], p[2], p[3])):
        first = source.rfind("\n", 0, start) + 1
        key = (operator, source[first : source.find("\n", start)], start - first, after)
        seen[key] = seen.get(key, 0) + 1
        yield Mutant(file, operator, start, end, after, source, seen[key])
