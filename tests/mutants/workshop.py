"""A copy of the tree in which mutants are made, and how they are built and tried.

Tests and program are linked with the core as a shared library, in the place of libcore.a: a mutant
costs one object and one link.
"""
import functools
import glob
import os
import resource
import shutil
import subprocess
import time

LINKED = ("-lcsv", "-lgmp", "-lmd", "-lbidgcc000", "-lminizip", "-lz", "-lzstd", "-lexpat")
# What is built beside the objects of the core: assertions stay, as in `make asan`.
FLAVOURS = {
    "plain": "-O1 -fvisibility=default",
    "asan": "-O1 -g1 -fvisibility=default -DSANDBOX_MILLISECONDS=5000 -DCAPAI_SHADOW_MEMORY"
    " -fsanitize=address,undefined -fno-sanitize-recover=all",
}
# Random tests do less for a mutant than they do in `make test`.
SAMPLE = {"AUDIT_EVERY": "60", "ROUNDS": "1", "OFFICES": "60", "CASES": "600", "KILLS": "2", "FUZZ": "20000"}
CASES = 20  # cases of the command line in one go
MEMORY = 4 << 30  # of a test of the plain flavour; the sanitizers take more addresses than that
# The Lua tests whose matter is what is computed.
SELECTED = (
    "aggregates audit_consistent bad_input batch_random catalogue compare conformance differential efficiencies formats"
    " functions invented job live_figures lke merge outputs properties quarters quick scales survey tables"
).split()


def listed(root):
    out = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=root, check=True, capture_output=True
    ).stdout
    return [name for name in out.decode().split("\0") if name and os.path.isfile(os.path.join(root, name))]


def copy_tree(root, tree):
    """Brings the copy up to date; files that did not change keep their time, so make does little."""
    names = set(listed(root))
    for name in names:
        source, target = os.path.join(root, name), os.path.join(tree, name)
        with open(source, "rb") as file:
            data = file.read()
        if os.path.isfile(target) and open(target, "rb").read() == data:
            continue
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copy(source, target)
    for folder, folders, files in os.walk(tree):
        if folder == tree:
            folders[:] = [name for name in folders if name not in ("build", ".git")]
        for name in files:
            path = os.path.join(folder, name)
            if os.path.relpath(path, tree) not in names:
                os.remove(path)


@functools.cache
def units(tree, name):
    """The files of the core that are compiled with `name`: itself, or all that include it."""
    if name.endswith(".c"):
        return (name,)
    wanted = f'#include "{name}"\n'
    sources = sorted(glob.glob("core/*.c", root_dir=tree))
    return tuple(source for source in sources if wanted in open(os.path.join(tree, source)).read())


class Workshop:
    def __init__(self, tree, mode, flags):
        self.tree, self.mode, self.flags = tree, mode, flags
        self.out = os.path.join(tree, "build", mode)
        self.library = os.path.join(self.out, "libcore.so")
        self.temporary = os.path.join(self.out, "tmp")

    def make(self, *targets):
        done = subprocess.run(
            ["make", "-s", "-j2", "MODE=" + self.mode, f"FLAGS_{self.mode}={self.flags}", *targets],
            cwd=self.tree, capture_output=True, text=True, env={k: v for k, v in os.environ.items() if not k.startswith("MAKE")},
        )
        if done.returncode:
            raise SystemExit(f"make {self.mode}: {done.stdout[-2000:]}{done.stderr[-2000:]}")

    def programs(self):
        sources = glob.glob("tests/core/test_*.c", root_dir=self.tree) + glob.glob("tests/lua/test_*.c", root_dir=self.tree)
        return sorted(name[:-2] for name in sources)

    def build(self, shared=True):
        """Objects first; then, as libcore.a, a script for the linker that names the shared library."""
        os.makedirs(self.temporary, exist_ok=True)
        core = [name for name in glob.glob("core/*.c", root_dir=self.tree) if not name.endswith("_windows.c")]
        self.objects = sorted(f"build/{self.mode}/{name[:-2]}.o" for name in core)
        archive = os.path.join(self.out, "libcore.a")
        if shared:
            newer = os.path.getmtime(archive) if os.path.exists(archive) else 0
            self.make(*self.objects, f"build/{self.mode}/how")
            if not newer or any(os.path.getmtime(os.path.join(self.tree, o)) > newer for o in self.objects):
                self.link()
                with open(archive, "w") as file:
                    file.write(f"INPUT({self.library})\n")
            self.link()
        targets = [f"build/{self.mode}/{name}" for name in self.programs()]
        self.make(*targets, f"build/{self.mode}/capai", *(f"build/{self.mode}/bench/{t}" for t in ("generate", "shuffle")))

    def compile(self, name, text):
        """Compiles what a file of the core is part of, with `text` in its place: {object: path}, or None."""
        shadow = os.path.join(self.out, "mutant")
        shutil.rmtree(shadow, ignore_errors=True)
        os.makedirs(os.path.join(shadow, "core"))
        with open(os.path.join(shadow, name), "w") as file:
            file.write(text)
        made = {}
        words = ["gcc", "-std=c17", "-fPIC", "-w", *self.flags.split(), "-O0"]
        words += ["-I" + shadow, "-Iinclude", "-I.", "-Itests/support"]
        for unit in units(self.tree, name):
            source = os.path.join(shadow, name) if unit == name else unit
            target = os.path.join(shadow, unit[:-2] + ".o")
            if subprocess.run([*words, "-c", "-o", target, source], cwd=self.tree, capture_output=True).returncode:
                return None
            made[f"build/{self.mode}/{unit[:-2]}.o"] = target
        return made

    def link(self, instead=None):
        """The library, with another object in the place of one: {object: path}."""
        objects = [(instead or {}).get(name, name) for name in self.objects]
        words = ["gcc", "-fuse-ld=gold", "-shared", *self.flags.split(), "-o", self.library + ".new", *objects, *LINKED]
        done = subprocess.run(words, cwd=self.tree, capture_output=True, text=True)
        if done.returncode:
            return False
        os.replace(self.library + ".new", self.library)
        return True

    def tests(self):
        """{name: words of a command}: test programs, Lua tests, and cases of the command line."""
        program = os.path.join(self.out, "capai")
        found = {name[6:]: [os.path.join(self.out, name)] for name in self.programs()}
        for path in sorted(glob.glob("tests/lua/*.lua", root_dir=self.tree)):
            name = os.path.basename(path)[:-4]
            if name in SELECTED:
                found["script/" + name] = [program, "run", path]
        cases = sorted(os.path.dirname(path) for path in glob.glob("tests/cli/*/args", root_dir=self.tree))
        loop = 'program=$1; log=$2; shift 2; for c; do sh tests/support/cli-case "$program" "$c" "$log" || exit 1; done'
        for i in range(0, len(cases), CASES):
            words = ["sh", "-c", loop, "sh", program, self.temporary, *cases[i : i + CASES]]
            found[f"cases/{os.path.basename(cases[i])}"] = words
        return found

    def run(self, words, seconds, more=None):
        """(passed, seconds it took); None in the place of passed: it took longer than `seconds`."""
        environment = dict(
            os.environ, LC_ALL="id_ID.UTF-8", TMPDIR=self.temporary, CAPAI=os.path.join(self.out, "capai"),
            TOOLS=os.path.join(self.out, "bench"), **SAMPLE, **(more or {})
        )
        limited = self.mode != "asan"

        def confine():
            os.setsid()
            if limited:
                resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 30, 1 << 30))

        begun = time.monotonic()
        with open(os.path.join(self.out, "output"), "wb") as output:
            child = subprocess.Popen(
                words, cwd=self.tree, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output, preexec_fn=confine
            )
            try:
                passed = child.wait(seconds) == 0
            except subprocess.TimeoutExpired:
                passed = None
            try:
                os.killpg(child.pid, 9)
            except ProcessLookupError:
                pass
            child.wait()
        return passed, time.monotonic() - begun

    def sweep(self):
        """Takes away what killed tests left."""
        shutil.rmtree(self.temporary, ignore_errors=True)
        os.makedirs(self.temporary, exist_ok=True)
