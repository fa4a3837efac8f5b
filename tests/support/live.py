#!/usr/bin/env python3
"""live.py: capai preview through bare sockets, and capai eval --watch through a pseudo-terminal, as
docs/preview.md and docs/id/preview.md tell of them. Prints what it says of a port that is taken, and
how many checks passed. CAPAI is the program, perhaps with what wraps it."""
import codecs
import fcntl
import json
import os
import pty
import select
import shlex
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import time

CAPAI = shlex.split(os.environ.get("CAPAI", "build/capai"))
CAPAI[-1] = os.path.abspath(CAPAI[-1])
WRAPPED = len(CAPAI) > 1 or "release" not in CAPAI[-1]  # slower, and with memory of its own
PATIENCE = 120  # seconds for what comes at once: a test waits, it does not measure
FOLDER = tempfile.mkdtemp(prefix="capai-live-")
DATA, LAYOUT = FOLDER + "/semboro-2024", FOLDER + "/tata-letak.lua"
os.environ["LC_ALL"] = "C.UTF-8"
passed = 0
processes = []  # that are to be over at the end, however it comes


def check(got, expected, what):
    global passed
    if got != expected:
        sys.exit(f"FAILED: {what}: got {got!r:.300}, expected {expected!r:.300}")
    passed += 1


def that(condition, what):
    check(bool(condition), True, what)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def replace(path, text):
    """As editors do: another file takes the name."""
    write(path + "~", text)
    os.replace(path + "~", path)


def all_files():
    return sorted(os.path.join(folder, name)
                  for folder, _, names in os.walk(FOLDER) for name in names)


# ---- HTTP ----

class Answer:
    def __init__(self, text):
        head, _, self.body = text.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split()[1]) if lines[0].startswith("HTTP/") else 0
        self.headers = {name.lower(): value for name, _, value in
                        (line.partition(": ") for line in lines[1:])}


class Listener:
    """One who is told, as a tab is."""

    def __init__(self, preview):
        self.socket = preview.connect()
        self.socket.sendall(preview.request("/peristiwa"))
        self.file = self.socket.makefile("rb")
        self.words = self.event("teks")

    def event(self, name):
        while True:
            line = self.file.readline()
            if not line:
                sys.exit(f"FAILED: the connection ended before an event {name}")
            if line.strip() == b"event: " + name.encode():
                return json.loads(self.file.readline().partition(b": ")[2])

    def state(self, *names):
        """The next state of one of these names."""
        while True:
            state = self.event("keadaan")
            if state["keadaan"] in names:
                return state

    def made(self, wanted):
        """Waits for a report without errors whose digest is as wanted."""
        while not wanted(self.state("mutakhir")["laporan"]):
            pass
        check(True, True, "made")

    def close(self):
        self.file.close()
        self.socket.close()


class Preview:
    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            CAPAI + ["preview", DATA, "--layout", LAYOUT, "--lang", "en", *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        processes.append(self.process)
        line = self.process.stdout.readline()
        that(line.startswith("Open in a browser: http://127.0.0.1:"), line)
        self.port = int(line.split("127.0.0.1:")[1].split("/")[0])

    def connect(self, address="127.0.0.1"):
        return socket.create_connection((address, self.port), timeout=PATIENCE)

    def request(self, path, method="GET", host=None, more=""):
        host = f"127.0.0.1:{self.port}" if host is None else host
        lines = "".join(f"Host: {name}\r\n" for name in host.split("|") if name)
        return (f"{method} {path} HTTP/1.1\r\n{lines}{more}\r\n").encode()

    def send(self, request, ends=False):
        """The answer to a request; `ends`: nothing more is sent, and both sides know."""
        with self.connect() as stream:
            answer = b""
            try:
                stream.sendall(request)
                if ends:
                    stream.shutdown(socket.SHUT_WR)
                while True:
                    more = stream.recv(65536)
                    if not more:
                        break
                    answer += more
            except OSError:  # it hung up
                pass
            return Answer(answer)

    def get(self, path, **how):
        return self.send(self.request(path, more="Connection: close\r\n", **how))

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def memory(self):
        """Kilobytes of its own."""
        for line in read(f"/proc/{self.process.pid}/status").split("\n"):
            if line.startswith("RssAnon:"):
                return int(line.split()[1])
        return 0

    def children(self):
        return read(f"/proc/{self.process.pid}/task/{self.process.pid}/children").split()

    def end(self, number=signal.SIGINT):
        self.process.send_signal(number)
        check(self.process.wait(PATIENCE), 0, "exit status")
        self.process.stdout.close()


def serve_report(preview):
    page, report = preview.get("/"), preview.get("/laporan?x")
    check((page.status, report.status), (200, 200), "statuses")
    that("script-src 'self'" in page.headers["content-security-policy"], page.headers)
    that("unsafe" not in page.headers["content-security-policy"], page.headers)
    that("default-src 'none'" in report.headers["content-security-policy"], report.headers)
    check(page.headers["x-content-type-options"], "nosniff", "type")
    for name in ("preview.js", "preview.css"):
        answer = preview.get("/" + name)
        check(answer.body, read("scripts/preview/" + name).encode(), name)
    out = FOLDER + "/laporan.html"
    subprocess.run(CAPAI + ["eval", DATA, "--layout", LAYOUT, "-o", out], check=True,
                   stderr=subprocess.DEVNULL)
    check(report.body == read(out).encode(), True, "the report is that of eval")
    os.remove(out)


def refuse_strangers(preview):
    port = preview.port
    for host in ("evil.example", f"evil.example:{port}", "127.0.0.1.evil.example", "localhost.evil",
                 f"127.0.0.1:{port}@evil.example", "127.0.0.1:", "", "0.0.0.0",
                 f"127.0.0.1:{port}|evil.example", f"127.0.0.1|127.0.0.1"):
        answer = preview.get("/laporan", host=host)
        check(answer.status, 421, f"host {host!r}")
        that(b"<" not in answer.body, "nothing of the report")
    check(preview.get("http://evil.example/laporan").status, 421, "another host in the line")
    check(preview.send(b"GET /laporan HTTP/1.0\r\n\r\n").status, 421, "no host")
    for host in ("localhost", f"localhost:{port}", "127.0.0.1", "127.0.0.1:1"):
        check(preview.get("/laporan", host=host).status, 200, host)
    try:
        preview.connect("127.0.0.2").close()
        sys.exit("FAILED: it listens at more than 127.0.0.1")
    except ConnectionRefusedError:
        check(True, True, "one address")


def refuse_other_requests(preview):
    for method in ("POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"):
        answer = preview.get("/", method=method)
        check((answer.status, answer.headers.get("allow")), (405, "GET"), method)
    for path in ("/x", "/laporan/", "/../README.md", "/%2e%2e/README.md", "/preview.js/..",
                 "/indikator.csv", "/laporan%00"):
        check(preview.get(path).status, 404, path)
    for broken in (b"GARBAGE\r\n\r\n", b"\0" * 1000, b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 9000,
                   b"GET /" + b"x" * 100000 + b" HTTP/1.1\r\n\r\n", b"FOO / HTTP/1.1\r\n\r\n",
                   preview.request("/", more="Content-Length: 99999999\r\n") + b"x"):
        that(preview.send(broken, ends=True).status != 200, broken[:20])
    check(preview.get("/").status, 200, "it goes on")


def bear_the_idle(preview):
    """Connections that say nothing, or half of a request: only so many are taken at one time, and
    when they have gone it goes on."""
    before = preview.descriptors()
    idle = []
    for i in range(300):
        stream = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        stream.setblocking(False)
        try:
            stream.connect(("127.0.0.1", preview.port))
        except BlockingIOError:
            pass
        idle.append(stream)
    for stream in idle[::2]:
        try:
            stream.send(b"GET / HTTP/1.1\r\nHost: 127.0.0.1")
        except OSError:  # it waits to be let in
            pass
    until = time.monotonic() + PATIENCE
    while preview.descriptors() < before + 100 and time.monotonic() < until:
        time.sleep(0.05)
    that(before + 100 <= preview.descriptors() <= before + 200,
         f"{preview.descriptors()} descriptors, of {before} before")
    for stream in idle:
        stream.close()
    check(preview.get("/").status, 200, "it goes on")
    while preview.descriptors() > before + 4 and time.monotonic() < until:
        time.sleep(0.05)
    that(preview.descriptors() <= before + 4, f"{preview.descriptors()} descriptors in the end")


def follow(preview, original):
    tab = Listener(preview)
    check(tab.words["mutakhir"], "Up to date", "words")
    first = tab.state("mutakhir")
    that("4 warnings" in first["hitungan"], first)
    # in place, by another file of the name, a text, the layout
    for change, path, old, new in (
            (write, DATA + "/indikator.csv", "Meningkatnya", "Bertambahnya"),
            (replace, DATA + "/indikator.csv", "Meningkatnya", "Bertambahnya"),
            (write, DATA + "/narasi/penyebab.md", read(DATA + "/narasi/penyebab.md"), "Baru.\n"),
            (replace, LAYOUT, "BAB III", "BAB X")):
        text = read(path)
        change(path, text.replace(old, new))
        tab.made(lambda digest: digest != first["laporan"])
        change(path, text)
        tab.made(lambda digest: digest == first["laporan"])
    # an error in the data: the report is that of now
    replace(DATA + "/indikator.csv", original.replace("positif", "posisif", 1))
    state = tab.state("cacat")
    that("posisif" in state["pesan"] and "^" in state["pesan"], state["pesan"])
    that("1 error, 4 warnings" in state["hitungan"], state)
    # an error in the layout: no report, the old one is kept as an old one
    layout, last = read(LAYOUT), state["laporan"]
    replace(LAYOUT, layout.replace("doc:", "dok:", 1))
    state = tab.state("gagal")
    check(state["laporan"], last, "the last report is still there")
    that("tata-letak.lua:" in state["pesan"], state["pesan"])
    check(preview.get("/laporan").status, 200, "the last report")
    # who comes now is told that it is an old one
    late = Listener(preview)
    check(late.state("gagal", "mutakhir", "cacat")["keadaan"], "gagal", "told late")
    late.close()
    replace(LAYOUT, layout)
    replace(DATA + "/indikator.csv", original)
    tab.made(lambda digest: digest == first["laporan"])
    tab.close()


def stay_small(preview, original):
    """Descriptors and memory after many rounds and tabs are those after a few."""
    rounds = 3 if WRAPPED else 25
    tab = Listener(preview)
    tab.state("mutakhir")

    def work():
        for i in range(rounds):
            new = original.replace("Meningkatnya", f"Meningkatnya {i}")
            replace(DATA + "/indikator.csv", new)
            tab.state("mutakhir")
            Listener(preview).close()
            preview.get("/laporan")
        replace(DATA + "/indikator.csv", original)
        tab.state("mutakhir")

    def settle(most):
        until = time.monotonic() + PATIENCE
        while preview.descriptors() > most and time.monotonic() < until:
            time.sleep(0.1)
        return preview.descriptors()

    work()
    before, memory = settle(14), preview.memory()
    work()
    check(settle(before) <= before, True, "descriptors")
    if not WRAPPED:
        that(preview.memory() <= memory + 1024, f"memory: {memory} KB, then {preview.memory()} KB")
    tab.close()


def end_at_work(original):
    """Ctrl-C while a round goes on: both processes end."""
    layout = read(LAYOUT)
    preview = Preview("--port", "0", "--limit-time", "600000")
    tab = Listener(preview)
    tab.state("mutakhir")
    replace(LAYOUT, "while true do end\n" + layout)
    tab.state("menghitung")
    until = time.monotonic() + PATIENCE
    while not preview.children() and time.monotonic() < until:
        time.sleep(0.01)
    child = preview.children()[0]
    preview.end(signal.SIGTERM)
    that(not os.path.exists(f"/proc/{child}"), "the round is over")
    replace(LAYOUT, layout)
    tab.close()


def take_a_port():
    first = Preview("--port", "0")
    for language in ("en", "id"):
        again = subprocess.run(
            CAPAI + ["preview", DATA, "--port", str(first.port), "--lang", language],
            capture_output=True, text=True, check=False)
        check(again.returncode, 3, "a port that is taken")
        that(str(first.port) in again.stderr, again.stderr)
        print(again.stderr)
    port = first.port
    first.end()
    second = Preview("--port", str(port))
    check(second.port, port, "the port of the one before")
    usual, other = Preview(), Preview()
    that(usual.port != other.port, "two at one time")
    usual.end(signal.SIGHUP)
    other.end()
    second.end()
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    lasting = Preview("--port", "0")
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    lasting.process.send_signal(signal.SIGHUP)
    check(lasting.get("/").status, 200, "after a hangup that is to be ignored")
    lasting.end()
    none = subprocess.run(CAPAI + ["preview", "--lang", "en"], capture_output=True, text=True,
                          check=False)
    check(none.returncode, 2, "no data")


# ---- a terminal ----

CLEAR = "\033[H\033[2J\033[3J"
WAITING = "Waiting for changes"


class Terminal:
    def __init__(self, *arguments):
        self.process, self.file = pty.fork()
        if self.process == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execvp(CAPAI[0], CAPAI + ["eval", *arguments, "--watch", "--lang", "en"])
        self.text = ""
        self.decode = codecs.getincrementaldecoder("utf-8")().decode

    def screen(self):
        """What is to be read once it waits, since it was cleared last."""
        until = time.monotonic() + PATIENCE
        while WAITING not in self.text:
            if not select.select([self.file], [], [], until - time.monotonic())[0]:
                sys.exit(f"FAILED: never waits: {self.text!r}")
            self.text += self.decode(os.read(self.file, 65536))
        shown, _, self.text = self.text.partition(WAITING)
        that(CLEAR in shown, "the terminal is cleared")
        return shown.rpartition(CLEAR)[2]

    def screen_with(self, text):
        while True:
            shown = self.screen()
            if text in shown:
                check(True, True, text)
                return shown

    def resize(self, columns):
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", 30, columns, 0, 0))

    def end(self):
        os.write(self.file, b"\x03")  # Ctrl-C
        while True:
            try:
                if not os.read(self.file, 65536):
                    break
            except OSError:
                break
        check(os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1]), 0, "exit status")
        os.close(self.file)


def watch_on_a_terminal(original):
    terminal = Terminal(DATA, "--table", "indikator")
    that("Meningkatnya" in terminal.screen(), "the table")
    replace(DATA + "/indikator.csv", original.replace("Meningkatnya", "Bertambahnya"))
    terminal.screen_with("Bertambahnya")
    replace(DATA + "/indikator.csv", original.replace("positif", "posisif", 1))
    that("^" in terminal.screen_with("posisif"), "a caret")
    terminal.resize(120)
    wide = terminal.screen_with("posisif")
    terminal.resize(60)
    that(terminal.screen_with("posisif") != wide, "drawn for the width")
    os.remove(DATA + "/indikator.csv")
    terminal.screen_with("indikator.csv")
    replace(DATA + "/indikator.csv", original)
    terminal.screen_with("Meningkatnya")
    terminal.end()


def watch_rules(original):
    """A pack named by its path, and one that it is derived from."""
    base, own = FOLDER + "/induk.lua", FOLDER + "/anak.lua"
    pack = read("scripts/rules/jember-2024.lua").replace('id = "jember-2024"', 'id = "induk"')
    pack = pack.replace('id    = "jember-2024"', 'id    = "induk"')
    write(base, pack)
    write(own, 'return require "capai".rules { id = "anak", base = "induk", name = "Anak" }\n')
    terminal = Terminal(DATA, "--rules", own, "--rules-path", FOLDER, "--table", "rekap")
    shown = terminal.screen()
    that("Sangat Tinggi" in shown, shown)
    replace(base, pack.replace('"Sangat Tinggi"', '"Paling Tinggi"'))
    terminal.screen_with("Paling Tinggi")
    replace(own, "return require 'capai'.rules {")
    terminal.screen_with("anak.lua")
    terminal.end()
    os.remove(base)
    os.remove(own)


def main():
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whatever these tests themselves were begun by
    shutil.copytree("examples/semboro-2024", DATA)
    shutil.copy("scripts/layouts/jember-2024.lua", LAYOUT)
    original = read(DATA + "/indikator.csv")
    before = all_files()
    preview = Preview("--port", "0")
    listener = Listener(preview)
    listener.state("mutakhir")
    serve_report(preview)
    refuse_strangers(preview)
    refuse_other_requests(preview)
    bear_the_idle(preview)
    listener.close()
    follow(preview, original)
    stay_small(preview, original)
    preview.end()
    end_at_work(original)
    take_a_port()
    watch_on_a_terminal(original)
    watch_rules(original)
    check(all_files(), before, "files that are left")
    print(f"{passed} passed")


try:
    main()
finally:
    for process in processes:
        if process.poll() is None:
            process.kill()
    shutil.rmtree(FOLDER, ignore_errors=True)
