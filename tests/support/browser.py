"""One tab of Chromium, used as a person uses it: pages opened one after another, keys, downloads.

    with Browser() as page:
        page.open("file:///tmp/x.html")
        page.run("document.title")
"""
import base64
import os
import tempfile
import time

import chromium


class Browser:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.browser = chromium.Browser(self.folder.name)
        self.tab = self.browser.open("about:blank")
        self.tab.call("Page.setDownloadBehavior", behavior="allow", downloadPath=self.folder.name)
        self.forgiven = 0

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.browser.__exit__(*details)
        self.folder.cleanup()

    # ---- what it said ----

    def all_messages(self):
        """What a person would see in the console, and what was asked of a network."""
        said = []
        for event in self.tab.events:
            parts = event["params"]
            if event["method"] == "Runtime.consoleAPICalled":
                said.append(str(parts["args"]))
            elif event["method"] == "Runtime.exceptionThrown":
                said.append(str(parts["exceptionDetails"]))
            elif event["method"] == "Log.entryAdded":
                said.append(parts["entry"]["text"])
            elif event["method"] == "Network.requestWillBeSent":
                url = parts["request"]["url"]
                if not url.startswith(("file:", "data:", "blob:", "about:")):
                    said.append("request of " + url)
        return said

    def messages(self):
        return self.all_messages()[self.forgiven:]

    def forgive(self):
        """What was said until now was expected."""
        self.forgiven = len(self.all_messages())

    # ---- the page ----

    def open(self, url, width=1440, height=1000, dark=False):
        """Opens a page and waits until it is drawn; returns the milliseconds that took."""
        self.tab.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                      deviceScaleFactor=1, mobile=width < 600)
        self.tab.call("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        start = time.monotonic()
        self.tab.call("Page.navigate", url=url)
        self.wait("document.readyState === 'complete'", 60)
        self.frames()
        return (time.monotonic() - start) * 1000

    def frames(self):
        """Waits until two frames are drawn."""
        self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def run(self, script):
        """The value of an expression in the page; a promise is waited for."""
        answer = self.tab.call("Runtime.evaluate", expression=script, returnByValue=True,
                               awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def wait(self, script, seconds=10):
        until = time.monotonic() + seconds
        while not self.run(script):
            if time.monotonic() > until:
                raise RuntimeError("never true: " + script)
            time.sleep(0.01)

    def key(self, key, code=0, text=None):
        for kind in ("keyDown", "keyUp"):
            extra = {"text": text} if text and kind == "keyDown" else {}
            self.tab.call("Input.dispatchKeyEvent", type=kind, key=key, code=key,
                          windowsVirtualKeyCode=code, **extra)

    def download(self, click, name):
        """Runs a script that begins a download; its bytes."""
        path = os.path.join(self.folder.name, name)
        if os.path.exists(path):
            os.remove(path)
        self.run(click)
        until = time.monotonic() + 20
        while not os.path.exists(path):
            if time.monotonic() > until:
                raise RuntimeError("nothing was downloaded")
            time.sleep(0.05)
        with open(path, "rb") as file:
            return file.read()

    def picture(self, path):
        shot = self.tab.call("Page.captureScreenshot")
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))
