"""Which tests reach which lines of the core, by gcov, kept in a file between runs.

A test is measured again when it changed. Of a file of the core that changed since, all tests count that
reached it; without the file of this map all is measured anew.
"""
import glob
import hashlib
import json
import os
import shutil
import subprocess

from workshop import units

SLOWEST = 120  # seconds; a test that takes longer under gcov is left out


def digest(*paths):
    total = hashlib.sha256()
    for path in paths:
        with open(path, "rb") as file:
            total.update(file.read())
    return total.hexdigest()


def source_of(tree, name, words):
    """The files that a test is made of, as far as they are its own."""
    kind, rest = name.split("/", 1)
    if kind == "script":
        return [os.path.join(tree, "tests/lua", rest + ".lua")]
    if kind == "cases":
        return sorted(path for case in words[6:] for path in glob.glob(os.path.join(tree, case, "*")) if os.path.isfile(path))
    return [os.path.join(tree, "tests", name + ".c")]


class Reach:
    def __init__(self, workshop, files, path):
        self.shop, self.files, self.path = workshop, files, path
        self.core = {name: digest(os.path.join(workshop.tree, name)) for name in files}
        self.units = sorted({unit for name in files for unit in units(self.shop.tree, name)})
        self.tests, self.lines, self.functions = {}, {}, {}

    def load(self):
        try:
            with open(self.path) as file:
                kept = json.load(file)
        except (OSError, ValueError):
            return {}
        measured = kept["core"] if isinstance(kept["core"], dict) else self.core
        if not set(self.files) <= set(measured):  # of one of them nothing was ever measured
            return {}
        self.lines = {name: kept["lines"][name] for name in kept["lines"] if measured.get(name) == self.core.get(name)}
        self.functions = {name: kept["functions"][name] for name in self.lines}
        self.core = measured
        return kept["tests"]

    def save(self):
        with open(self.path + ".new", "w") as file:
            json.dump({"core": self.core, "tests": self.tests, "lines": self.lines, "functions": self.functions}, file)
        os.replace(self.path + ".new", self.path)

    def measure(self, say):
        kept, fresh = self.load(), False
        if os.environ.get("REACH") == "kept":
            self.tests = kept
            return
        for name, words in self.shop.tests().items():
            state = digest(*source_of(self.shop.tree, name, words))
            if name in kept and kept[name]["state"] == state:
                self.tests[name] = kept[name]
                continue
            if not fresh:
                say("reach: building with gcov")
                self.shop.build(shared=False)
                fresh = True
            passed, seconds, hit = self.one(words)
            say(f"reach: {name} {'' if passed else 'does not pass '}{seconds:.1f} s, {sum(map(len, hit.values()))} lines")
            self.tests[name] = {"state": state, "passed": passed is True, "seconds": seconds, "hit": hit}
            self.save()
        self.save()  # those, too, that were kept behind the last one

    def one(self, words):
        folder = os.path.join(self.shop.out, "reached")
        shutil.rmtree(folder, ignore_errors=True)
        below = os.path.join(folder, self.shop.out.lstrip("/"), "core")
        os.makedirs(below)
        for name in self.units:
            note = os.path.basename(name)[:-2] + ".gcno"
            os.symlink(os.path.join(self.shop.out, "core", note), os.path.join(below, note))
        passed, seconds = self.shop.run(words, SLOWEST, {"GCOV_PREFIX": folder})
        hit = {}
        out = subprocess.run(["gcov", "-j", "-t", "-o", below, *self.units], cwd=self.shop.tree, capture_output=True).stdout
        for text in out.decode().splitlines():
            for file in json.loads(text)["files"] if text.startswith("{") else ():
                if file["file"] in self.files:
                    self.note(file)
                    hit.setdefault(file["file"], set()).update(line["line_number"] for line in file["lines"] if line["count"])
        self.shop.sweep()
        return passed, seconds, {name: sorted(lines) for name, lines in hit.items()}

    def note(self, file):
        if self.core[file["file"]] != digest(os.path.join(self.shop.tree, file["file"])):
            return
        name = file["file"]  # a header has in each unit the lines that are used there
        self.lines[name] = sorted({*self.lines.get(name, ()), *(line["line_number"] for line in file["lines"])})
        functions = {(f["start_line"], f["end_line"]) for f in file["functions"]}
        self.functions[name] = sorted(functions.union(map(tuple, self.functions.get(name, ()))))

    def of(self, file, line):
        """The tests that reach a line; outside of what is compiled, in tables, those that reach the file. Quick ones first."""
        found = [name for name in self.reaching(file, line) if self.tests[name]["passed"]]
        return sorted(found, key=lambda name: (self.tests[name].get("seconds", 1), name))

    def reaching(self, file, line):
        inside = [f for f in self.functions.get(file, ()) if f[0] <= line <= f[1]]
        known = self.lines.get(file, ())
        if inside:
            known = [n for n in known if inside[-1][0] <= n <= inside[-1][1]]
        elif line not in known:  # functions that are always inlined have lines, and no function
            return [name for name, test in self.tests.items() if test["hit"].get(file)]
        before = [n for n in known if n <= line]
        near = before[-1] if before else known[0]
        return [name for name, test in self.tests.items() if near in test["hit"].get(file, ())]
