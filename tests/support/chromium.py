"""Chromium without a window, told what to do through a pair of pipes (its DevTools protocol).

    with chromium.Browser(folder) as browser:
        page = browser.open("file:///...", width=390, dark=True)
        page.evaluate("1 + 1"), page.events, page.pdf(path), page.close()
"""
import base64
import json
import os
import select
import subprocess
import time

TIMEOUT = 60


class Page:
    """A tab; `events` are all that it said while it was loaded and after."""

    def __init__(self, browser, target, session):
        self.browser, self.target, self.session, self.events = browser, target, session, []

    def call(self, method, **params):
        return self.browser.call(method, params, self.session)

    def evaluate(self, script):
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def pdf(self, path):
        answer = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        with open(path, "wb") as file:
            file.write(base64.b64decode(answer["data"]))

    def close(self):
        self.browser.call("Target.closeTarget", {"targetId": self.target})


class Browser:
    def __init__(self, folder):
        to_child, self.output = os.pipe()
        self.input, from_child = os.pipe()
        # the protocol wants its pipes as 3 and 4
        self.process = subprocess.Popen(
            ["sh", "-c", f'exec "$@" 3<&{to_child} 4>&{from_child}', "sh", "chromium",
             "--headless=new", "--remote-debugging-pipe", "--disable-gpu", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--no-sandbox" if os.getuid() == 0 else "--no-default-browser-check",
             f"--user-data-dir={folder}/chromium"],
            pass_fds=(to_child, from_child), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_child)
        os.close(from_child)
        self.buffer, self.last, self.pages = b"", 0, {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call("Browser.close", {})
        except (OSError, TimeoutError):
            pass
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def read(self, deadline):
        """The next message."""
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.input], [], [], max(0, deadline - time.monotonic()))
            block = os.read(self.input, 1 << 20) if ready else b""
            if not block:
                raise TimeoutError("the browser does not answer")
            self.buffer += block
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def next_event(self, deadline):
        message = self.read(deadline)
        page = self.pages.get(message.get("sessionId"))
        if page and "method" in message:
            page.events.append(message)
        return message

    def call(self, method, params, session=None):
        self.last += 1
        message = {"id": self.last, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self.output, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + TIMEOUT
        while True:
            answer = self.next_event(deadline)
            if answer.get("id") == self.last:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def open(self, address, width=1280, height=900, dark=False):
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        session = self.call("Target.attachToTarget",
                            {"targetId": target, "flatten": True})["sessionId"]
        page = self.pages[session] = Page(self, target, session)
        for domain in "Page", "Runtime", "Log", "Network":
            page.call(domain + ".enable")
        page.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=width < 600)
        page.call("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        page.call("Page.navigate", url=address)
        deadline = time.monotonic() + TIMEOUT
        while not any(event["method"] == "Page.loadEventFired" for event in page.events):
            self.next_event(deadline)
        return page
