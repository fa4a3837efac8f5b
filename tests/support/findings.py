"""What a test found: sentences for what is wrong, and how many checks passed."""


class Findings:
    def __init__(self):
        self.passed, self.wrong = 0, []

    def check(self, is_right, what):
        if is_right:
            self.passed += 1
        else:
            self.wrong.append(what)

    def end(self, what):
        """Prints them; the exit status."""
        for sentence in self.wrong[:40]:
            print(sentence)
        print(f"{what}: {self.passed} passed, {len(self.wrong)} failed")
        return 1 if self.wrong or not self.passed else 0
