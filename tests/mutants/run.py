"""run.py [COUNT] [SEED]: makes mutants of the core and sees whether the tests notice.

FILE=core/x.c takes those of one file, AGAIN=survived tries those anew that survived, and AGAIN=all all of
them, each first by the test that killed it before. REACH=kept takes the tree and the map of what tests reach
as an earlier run left them. The mutants of a seed are always the same ones. What was tried stands in build/mutants/seed-SEED.tsv, and a run that was
stopped goes on behind it. Ends with a table; fails when fewer than 95 % were killed, or when one
survived of which tests/mutants/survivors.tsv does not say why.
"""
import collections
import hashlib
import os
import sys

import operators
import reach
import workshop

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = os.path.join(ROOT, "build", "mutants")
FILES = [
    f"core/{name}.c"
    for name in (
        "decimal exact integer number cell terbilang terbilang_parse formula formula_parse scale measure progress"
        " efficiency survey grade aggregate budget compare compare_cause compare_totals evaluate evaluate_budget"
        " evaluate_efficiency evaluate_groups evaluate_indicators evaluate_kabupaten evaluate_lke evaluate_measured"
        " evaluate_output evaluate_progress evaluate_renstra evaluate_survey evaluate_total evaluate_triwulan"
        " quick_number quick_indicators quick_budget quick_rules quick_formula quick_amount quick_sums quick_fold"
        " csv_glance"
    ).split()
] + ["core/csv_bits.h"]
WANTED = 95  # percent
PATIENCE = 5  # a test that takes so many times as long as under gcov, and 20 s, runs endlessly
SLOW = 3  # seconds under gcov: longer tests are run for those that survived the others
SLOWEST = 90  # ... and those that are longer than that are not run
SLOW_PROGRAM = 10  # seconds under gcov: test programs up to that are run under the sanitizers
SOUND = 600  # seconds for a test without a mutant
COLUMNS = ("id", "file", "line", "operator", "change", "text", "verdict", "by")


def say(text):
    print(text, flush=True)


def read_table(path):
    if not os.path.exists(path):
        return {}
    with open(path) as file:
        rows = [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]
    return {row[0]: row for row in rows if row[0] != "id"}


def chosen(seed, files, tree):
    """All mutants, in the order of the seed."""
    found = []
    for file in files:
        with open(os.path.join(tree, file)) as source:
            found += operators.mutants_of(file, source.read())
    return sorted(found, key=lambda m: hashlib.sha256(f"{seed}|{m.id}".encode()).digest())


class Trial:
    """Builds a flavour when it is first needed, and knows which tests pass in it without a mutant."""

    def __init__(self, tree):
        self.tree = tree
        self.shops, self.sound = {}, {}
        self.kills = collections.Counter()  # by (file, test)
        self.before = {}  # what killed a mutant in an earlier run, by id

    def shop(self, flavour):
        if flavour not in self.shops:
            say(f"building: {flavour}")
            shop = workshop.Workshop(self.tree, "mutants" if flavour == "plain" else flavour, workshop.FLAVOURS[flavour])
            shop.build()
            self.shops[flavour] = shop, shop.tests()
        return self.shops[flavour]

    def compiles(self, shop, mutant):
        with open(os.path.join(self.tree, mutant.file)) as source:
            text = mutant.apply(source.read())
        made = shop.compile(mutant.file, text)
        return made is not None and shop.link(made)

    def is_sound(self, flavour, name):
        """Whether a test passes here without a mutant: asked once, when it first fails with one."""
        shop, tests = self.shop(flavour)
        if (flavour, name) not in self.sound:
            shop.link()
            passed, seconds = shop.run(tests[name], SOUND)
            self.sound[flavour, name] = seconds if passed else None
            if not passed:
                say(f"not used ({flavour}): {name} does not pass here without a mutant")
            return passed, True
        return self.sound[flavour, name] is not None, False

    def killer(self, flavour, mutant, reaching):
        """(verdict, test) of a mutant in one flavour. `reaching`: {test: seconds it may take}."""
        shop, tests = self.shop(flavour)
        if not self.compiles(shop, mutant):
            return "not compiled", ""
        first = self.before.get(mutant.id)
        likely = sorted(reaching.items(), key=lambda of: (of[0] != first, -self.kills[mutant.file, of[0]]))
        for name, patience in likely:  # what found most in this file first, then the quick ones
            if name not in tests or self.sound.get((flavour, name), 0) is None:
                continue
            passed, _ = shop.run(tests[name], patience)
            if passed:
                continue
            shop.sweep()
            sound, relinked = self.is_sound(flavour, name)
            if sound:
                self.kills[mutant.file, name] += 1
                return ("killed" if passed is False else "timeout"), name
            if relinked:
                self.compiles(shop, mutant)
        return "survived", ""

    def verdict(self, mutant, usual):
        """What the quick tests say; `usual` is {test: seconds under gcov}."""
        return self.killer("plain", mutant, {n: patience(s) for n, s in usual.items() if s <= SLOW})

    def second(self, mutant, usual):
        """What the slow ones say, and then the test programs under the sanitizers, as in `make asan`."""
        slow = {n: patience(s) for n, s in usual.items() if SLOW < s <= SLOWEST}
        verdict, by = self.killer("plain", mutant, slow) if slow else ("survived", "")
        if "plain" == os.environ.get("FLAVOUR"):
            return verdict, by
        programs = {n: 3 * patience(s) for n, s in usual.items() if s <= SLOW_PROGRAM and not n.startswith("script/")}
        if verdict == "survived" and programs:
            verdict, by = self.killer("asan", mutant, programs)
            by = by and "asan " + by
        return verdict, by


def patience(seconds):
    return PATIENCE * seconds + 15


def usual(reached, mutant):
    """{test: seconds} of those that reach the line of a mutant, the quick ones first."""
    return {name: reached.tests[name].get("seconds", 1) for name in reached.of(mutant.file, mutant.line)}


def report(rows, reasons):
    """Prints the table; whether it is as wanted."""
    files = collections.defaultdict(collections.Counter)
    for row in rows:
        files[row[1]][row[6]] += 1
    say(f"\n{'file':<28}{'mutants':>8}{'killed':>8}{'timeout':>8}{'survived':>9}")
    total = collections.Counter()
    for file, counts in sorted(files.items()):
        made = counts["killed"] + counts["timeout"] + counts["survived"]
        say(f"{file:<28}{made:>8}{counts['killed']:>8}{counts['timeout']:>8}{counts['survived']:>9}")
        total.update(counts)
    made = total["killed"] + total["timeout"] + total["survived"]
    dead = total["killed"] + total["timeout"]
    say(f"{'all':<28}{made:>8}{total['killed']:>8}{total['timeout']:>8}{total['survived']:>9}")
    unexplained = [row for row in rows if row[6] == "survived" and row[0] not in reasons]
    explained = total["survived"] - len(unexplained)
    tenths = dead * 1000 // made if made else 0
    say(f"{total['not compiled']} did not compile and do not count. {dead} of {made} killed: {tenths // 10},{tenths % 10} %.")
    say(f"Survived: {explained} that change nothing (tests/mutants/survivors.tsv says why), {len(unexplained)} others.")
    for row in unexplained:
        say(f"survived: {row[1]}:{row[2]}: {row[0]} {row[3]}: {row[4]}\n    {row[5]}")
    return made > 0 and dead * 100 >= WANTED * made and not unexplained


class Table:
    """The file of what was tried, written anew after each mutant."""

    def __init__(self, path, rows):
        self.path, self.rows = path, rows

    def add(self, mutant, verdict, by):
        row = [mutant.id, mutant.file, str(mutant.line), mutant.operator, mutant.shown(), mutant.text, verdict, by]
        self.rows[mutant.id] = [" ".join(word.split()) for word in row]
        with open(self.path + ".new", "w") as file:
            file.writelines("\t".join(row) + "\n" for row in (COLUMNS, *self.rows.values()))
        os.replace(self.path + ".new", self.path)
        say(f"{len(self.rows)} {mutant.file}:{mutant.line} {mutant.shown()[:50]}: {verdict} {by}")


def first_pass(mutants, count, table, trial, reached):
    """Tries mutants until there are `count` that compile; all that were made."""
    made, good = [], 0
    for mutant in mutants:
        if good == count:
            break
        if mutant.id not in table.rows:
            table.add(mutant, *trial.verdict(mutant, usual(reached, mutant)))
        made.append(mutant)
        good += table.rows[mutant.id][6] != "not compiled"
    return made


def second_pass(made, table, trial, reached):
    for mutant in made:
        if table.rows[mutant.id][6:] == ["survived", ""]:
            verdict, by = trial.second(mutant, usual(reached, mutant))
            table.add(mutant, verdict, by or "all tests")


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seed = sys.argv[2] if len(sys.argv) > 2 else "1"
    files = [f for f in FILES if os.environ.get("FILE") in (None, "", f)]
    if not files:
        raise SystemExit(f"FILE={os.environ['FILE']} is none of those that are mutated: {' '.join(FILES)}")
    again = os.environ.get("AGAIN", "")
    tree = os.path.join(BUILD, "tree")
    path = os.path.join(BUILD, f"seed-{seed}.tsv")
    os.makedirs(tree, exist_ok=True)
    if os.environ.get("REACH") != "kept":
        workshop.copy_tree(ROOT, tree)
    mutants = chosen(seed, files, tree)
    known = read_table(path)
    tried = {key: row for key, row in known.items() if again not in ("all", row[6])}
    reasons = read_table(os.path.join(HERE, "survivors.tsv"))

    reached = reach.Reach(workshop.Workshop(tree, "coverage", "-O0 -g --coverage"), FILES, os.path.join(BUILD, "reach.json"))
    reached.measure(say)
    trial = Trial(tree)
    trial.before = {key: row[7] for key, row in known.items() if len(row) > 7}
    table = Table(path, tried)
    made = first_pass(mutants, count, table, trial, reached)
    # those first of which nobody has said why they survive
    second_pass(sorted(made, key=lambda mutant: mutant.id in reasons), table, trial, reached)
    rows = [table.rows[mutant.id] for mutant in made]
    sys.exit(0 if report(rows, reasons) else 1)


if __name__ == "__main__":
    main()
