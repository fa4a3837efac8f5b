"""soak.py MINUTES: a long day at the desk. CAPAI is the program, TOOLS the folder of tests/bench.

At once, until the time is over: capai preview with its page listened to and loaded after every change of
data, narasi and layout; capai eval --watch and capai repl on terminals; a script that evaluates, compares
and explains in one process; and capai batch again and again, threads and shards and their merging. Memory,
descriptors, threads and children of the processes that stay are sampled, memory of the runs too, and the
files in the folder of temporary files. All of it must be flat: after a quarter of the time, which is for
getting warm, memory may rise by no more than RISE of what it was then, by the line of least squares; and
descriptors, threads, children and files may not reach more than they did before the last quarter.
"""
import http.client
import os
import pty
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CAPAI = os.path.abspath(os.environ.get("CAPAI", "build/capai"))
TOOLS = os.path.abspath(os.environ.get("TOOLS", "build/release/bench"))
EVERY = 3  # seconds between samples
RISE = 0.02  # of memory, over the whole time behind the warming
LEAST = 512  # KiB: a rise that is below it is no rise
PAUSE = 0.5  # seconds between runs, so that other work goes on beside it
OUTSIDE = 2  # descriptors and children that may be under way when one looks
# Takes every part of the library through its paces, and lets go of what it made.
LOOP = """
local capai = require "capai"
local a, b = ...
while io.read() do
  local data = assert(capai.load(a))
  local one = assert(capai.evaluate(data, "jember-2024"))
  local changes = assert(capai.compare(data, "jember-2023", "jember-2024"))
  local both = assert(capai.evaluate(assert(capai.load(b)), "karanganyar-2023"))
  assert(#one.indikator > 0 and #changes.perbandingan > 0 and #both.sasaran > 0)
  for _, row in ipairs(one.indikator) do assert(tostring(row.capaian)) end
  data, one, changes, both = nil, nil, nil, nil
  collectgarbage()
  io.write("."):flush()
end
"""
LINES = (
    'd = capai.load "{data}"',
    'e = capai.evaluate(d, "karanganyar-2023")',
    "e.indikator",
    'capai.round("2,675", 2)',
    "capai.tidak_ada",
    "for i = 1, 1000 do local t = {{ i }} end",
    'help "evaluate"',
    "d, e = nil, nil collectgarbage()",
)


class Watched:
    """What is seen of one process that stays, or of runs that come and go."""

    def __init__(self, name):
        self.name, self.rows, self.work = name, [], 0

    def add(self, at, memory, descriptors=0, threads=0, children=0):
        self.rows.append((at, memory, descriptors, threads, children))


def sample(pid):
    """(KiB resident, descriptors, threads, children) of a process; None where it is gone."""
    try:
        with open(f"/proc/{pid}/status") as file:
            status = dict(line.split(":", 1) for line in file.read().splitlines())
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            children = len(file.read().split())
        return int(status["VmRSS"].split()[0]), len(os.listdir(f"/proc/{pid}/fd")), int(status["Threads"]), children
    except (OSError, KeyError):
        return None


def save(path, text):
    """As editors do: another file takes the name."""
    with open(path + "~", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + "~", path)


class Soak:
    def __init__(self, minutes):
        self.end = time.monotonic() + minutes * 60
        self.begun = time.monotonic()
        self.folder = tempfile.mkdtemp(prefix="soak-")
        self.temporary = os.path.join(self.folder, "tmp")
        os.mkdir(self.temporary)
        self.environment = dict(
            os.environ, TMPDIR=self.temporary, XDG_STATE_HOME=os.path.join(self.folder, "state"), LC_ALL="id_ID.UTF-8",
            TERM="xterm", CAPAI_PATH=os.path.join(ROOT, "scripts"),
        )
        self.watched, self.processes, self.wrong = {}, {}, []
        self.files = Watched("temporary files")
        self.threads = []
        self.data = self.copy("semboro-2024", "preview")
        self.other = self.copy("jaten-2023", "other")
        self.layout = os.path.join(self.folder, "layout.lua")
        shutil.copy(os.path.join(ROOT, "scripts/layouts/jember-2024.lua"), self.layout)

    def copy(self, name, to):
        target = os.path.join(self.folder, to)
        shutil.copytree(os.path.join(ROOT, "examples", name), target)
        return target

    def left(self):
        return self.end - time.monotonic()

    def see(self, name):
        return self.watched.setdefault(name, Watched(name))

    def begin(self, name, words, **more):
        self.processes[name] = subprocess.Popen([CAPAI, *words], env=self.environment, cwd=ROOT, **more)
        return self.processes[name]

    def start(self, function, *arguments):
        def guarded():
            try:
                function(*arguments)
            except Exception as error:  # a thread that ends early is a failure of the soak
                if self.left() > 0:
                    self.wrong.append(f"{function.__name__}: {error!r}")

        self.threads.append(threading.Thread(target=guarded, daemon=True))
        self.threads[-1].start()

    # ---- what goes on ----

    def on_terminal(self, name, words):
        """A process on a terminal of its own; all that it shows is read away."""
        master, slave = pty.openpty()
        self.begin(name, words, stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
        os.close(slave)

        def drain():
            while self.left() > 0:
                if select.select([master], [], [], 1)[0]:
                    self.see(name).work += os.read(master, 65536).count(b"\n")

        self.start(drain)
        return master

    def preview(self):
        process = self.begin(
            "preview", ["preview", self.data, "--layout", self.layout, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        port = int(process.stdout.readline().split()[3].rstrip("/").rpartition(":")[2])
        self.start(self.listen, port)
        self.start(self.come_and_go, port)

    def listen(self, port):
        """The page: it loads the report whenever it is told of another."""
        stream = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        stream.request("GET", "/peristiwa")
        events = stream.getresponse()
        while self.left() > 0:
            line = events.readline()
            if not line:
                raise RuntimeError("the stream of events ended")
            if line.startswith(b"event: keadaan"):
                page = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
                page.request("GET", "/laporan")
                if b"</html>" in page.getresponse().read():
                    self.see("preview").work += 1
                page.close()

    def come_and_go(self, port):
        """Tabs that are opened and closed again in the midst of it."""
        while self.left() > 0:
            tab = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
            tab.request("GET", "/peristiwa")
            tab.getresponse().readline()
            tab.sock.close()
            tab.close()
            time.sleep(2)

    def edit(self):
        """What is watched changes: data, good and bad, narasi, and the layout."""
        chance = random.Random(1)
        table, narasi = os.path.join(self.data, "indikator.csv"), os.path.join(self.data, "narasi", "penyebab.md")
        os.makedirs(os.path.dirname(narasi), exist_ok=True)
        with open(table, encoding="utf-8") as file:
            original = file.read()
        with open(self.layout, encoding="utf-8") as file:
            layout = file.read()
        while self.left() > 0:
            turn = chance.randrange(4)
            if turn == 0:
                save(table, original.replace("Meningkatnya", f"Uji-{chance.randrange(1000)}"))
            elif turn == 1:
                save(table, original.replace("positif", "posisif", 1))
            elif turn == 2:
                save(narasi, f"Uji {chance.randrange(1000)}.\n")
            else:
                save(self.layout, layout + ("\nreturn return\n" if chance.randrange(3) == 0 else f"\n-- {chance.random()}\n"))
            time.sleep(chance.choice((0.3, 1, 3)))
            save(table, original)
            save(self.layout, layout)
            time.sleep(chance.choice((0.3, 1, 3)))

    def type_lines(self, master):
        time.sleep(2)
        while self.left() > 0:
            for line in LINES:
                os.write(master, (line.format(data=self.other) + "\n").encode())
                time.sleep(0.3)

    def batches(self):
        out, parts = os.path.join(self.folder, "out"), os.path.join(self.folder, "part")
        source = os.path.join(ROOT, "examples")
        while self.left() > 0:
            for name, words in (
                ("batch", ["batch", source, "-o", out, "--jobs", "2"]),
                ("batch --shard", ["batch", source, "-o", parts + "1", "--shard", "1/2"]),
                ("batch --shard", ["batch", source, "-o", parts + "2", "--shard", "2/2"]),
                ("merge", ["merge", parts + "1", parts + "2", "-o", out]),
            ):
                self.once(name, words)
            for path in (out, parts + "1", parts + "2"):
                shutil.rmtree(path, ignore_errors=True)
            time.sleep(PAUSE)

    def once(self, name, words):
        # Begun by a small program: a process counts the memory of the one that it was begun by.
        done = subprocess.run(
            [TOOLS + "/measure", TOOLS + "/sync.so", CAPAI, *words, "--quiet"],
            env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )
        if done.returncode not in (0, 1):
            raise RuntimeError(f"{' '.join(words)}: exit status {done.returncode}")
        self.see(name).add(time.monotonic() - self.begun, int(done.stdout.split()[2]))
        self.see(name).work += 1

    # ---- what is seen ----

    def look(self):
        at = time.monotonic() - self.begun
        for name, process in self.processes.items():
            seen = sample(process.pid)
            if seen is None or process.poll() is not None:
                raise RuntimeError(f"{name} ended by itself, status {process.poll()}")
            self.see(name).add(at, *seen)
        self.files.add(at, 0, sum(len(files) for _, _, files in os.walk(self.temporary)))

    def run(self):
        script = os.path.join(self.folder, "loop.lua")
        with open(script, "w", encoding="utf-8") as file:
            file.write(LOOP)
        self.preview()
        self.on_terminal("eval --watch", ["eval", self.data, "--rules", "jember-2024", "--watch"])
        self.start(self.type_lines, self.on_terminal("repl", ["repl"]))
        loop = self.begin("run", ["run", script, self.data, self.other], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.start(self.again, loop)
        self.start(self.edit)
        self.start(self.batches)
        try:
            while self.left() > 0 and not self.wrong:
                time.sleep(EVERY)
                if self.left() > 0:
                    self.look()
        except RuntimeError as error:
            self.wrong.append(str(error))
        finally:
            self.finish()

    def again(self, loop):
        """Has the script go round once more, and once more."""
        while self.left() > 0:
            loop.stdin.write(b"\n")
            loop.stdin.flush()
            if not loop.stdout.read(1):
                raise RuntimeError("the script ended by itself")
            self.see("run").work += 1
            time.sleep(PAUSE / 4)
        loop.stdin.close()

    def finish(self):
        self.end = time.monotonic()
        for name, process in self.processes.items():
            if name != "run":
                process.send_signal(signal.SIGINT if name != "repl" else signal.SIGTERM)
        for name, process in self.processes.items():
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                self.wrong.append(f"{name} does not end")
                process.kill()
        for thread in self.threads:
            thread.join(30)
        left = [name for _, _, files in os.walk(self.temporary) for name in files]
        if left:
            self.wrong.append(f"left behind among the temporary files: {left[:5]}")
        shutil.rmtree(self.folder, ignore_errors=True)


def rise(rows):
    """By how much a line of least squares through (time, value) rises over the whole time."""
    n = len(rows)
    mean_x, mean_y = sum(x for x, _ in rows) / n, sum(y for _, y in rows) / n
    spread = sum((x - mean_x) ** 2 for x, _ in rows)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in rows) / spread if spread else 0
    return slope * (rows[-1][0] - rows[0][0])


def judge(watched, total, wrong):
    """One line of the table; adds to `wrong` what is not flat."""
    warm = [row for row in watched.rows if row[0] >= total / 4]
    if len(warm) < 8:
        wrong.append(f"{watched.name}: only {len(warm)} samples; let it run longer")
        return
    risen, first = rise([(row[0], row[1]) for row in warm]), sum(row[1] for row in warm[:8]) / 8
    if risen > max(LEAST, RISE * first):
        wrong.append(f"{watched.name}: memory rises by {risen:.0f} KiB from {first:.0f}")
    tops = []
    for column, what in ((2, "descriptors"), (3, "threads"), (4, "children")):
        before = max(row[column] for row in watched.rows if row[0] < total * 3 / 4)
        last = max((row[column] for row in watched.rows if row[0] >= total * 3 / 4), default=0)
        tops.append(max(before, last))
        if last > before + (OUTSIDE if what != "threads" else 0):
            wrong.append(f"{watched.name}: {what} rise from {before} to {last}")
    print(
        f"{watched.name:<16}{watched.work:>9}{len(watched.rows):>9}{first:>10.0f}{warm[-1][1]:>10}{risen:>+9.0f}"
        f"{tops[0]:>7}{tops[1]:>8}{tops[2]:>9}"
    )


def main():
    minutes = float(sys.argv[1])
    soak = Soak(minutes)
    soak.run()
    total = time.monotonic() - soak.begun
    print(f"{'':<16}{'work':>9}{'samples':>9}{'KiB warm':>10}{'KiB end':>10}{'rise':>9}{'files':>7}{'threads':>8}{'children':>9}")
    for watched in (*soak.watched.values(), soak.files):
        judge(watched, total, soak.wrong)
    for line in soak.wrong:
        print("WRONG:", line)
    print(f"{total / 60:.1f} minutes, {'flat' if not soak.wrong else 'not flat'}")
    sys.exit(1 if soak.wrong else 0)


if __name__ == "__main__":
    main()
