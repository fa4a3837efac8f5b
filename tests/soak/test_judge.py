"""Whether `make soak` would see what grows: its judgement of samples that are made here, twenty minutes of
them in no time. Prints how many were judged rightly."""
import contextlib
import io
import os
import random
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import soak  # noqa: E402

TOTAL = 1200  # seconds
judged = 0


def wrong_of(memory, descriptors=lambda at: 8, threads=lambda at: 1, children=lambda at: 0, total=TOTAL):
    """What is said of a process with these at each moment."""
    watched, wrong = soak.Watched("contoh"), []
    for at in range(0, total, soak.EVERY):
        watched.add(at, memory(at), descriptors(at), threads(at), children(at))
    with contextlib.redirect_stdout(io.StringIO()):
        soak.judge(watched, total, wrong)
    return wrong


def check(name, wrong, words):
    """`words` is what must be said; None: nothing."""
    global judged
    right = not wrong if words is None else len(wrong) == 1 and words in wrong[0]
    if not right:
        sys.exit(f"{name}: {wrong}, expected {words}")
    judged += 1


chance = random.Random(9)
noise = {at: chance.randint(-200, 200) for at in range(0, TOTAL, soak.EVERY)}


def flat(at):
    return 8000 + noise[at]


# what is flat, whatever it does while it gets warm, and however it trembles
check("flat", wrong_of(flat), None)
check("warming", wrong_of(lambda at: flat(at) if at >= TOTAL / 4 else 2000 + 20 * at), None)
check("falling", wrong_of(lambda at: flat(at) - at), None)
check("one peak", wrong_of(lambda at: flat(at) + (20000 if at == 600 else 0)), None)
check("under way", wrong_of(flat, lambda at: 8 + at // soak.EVERY % (soak.OUTSIDE + 1)), None)
check("children", wrong_of(flat, children=lambda at: at // soak.EVERY % 2), None)

# what grows: by a block of 1 KiB a second, which is 0.9 MiB; by one behind the warming; and late
check("leak", wrong_of(lambda at: flat(at) + at), "memory rises")
check("leak of much", wrong_of(lambda at: flat(at) + 100 * at), "memory rises")
check("steps", wrong_of(lambda at: flat(at) + at // 300 * 400), "memory rises")
check("late leak", wrong_of(lambda at: flat(at) + max(0, at - TOTAL // 2) * 3), "memory rises")
check("leak below the least", wrong_of(lambda at: 8000 + at * soak.LEAST // 2 // TOTAL), None)
large = 100 * soak.LEAST
check("below its part", wrong_of(lambda at: large + at * large // 100 // TOTAL), None)
check("above its part", wrong_of(lambda at: large + at * large // 25 // TOTAL), "memory rises")

# one descriptor more each minute, or each round of work; threads and children that stay
check("descriptors", wrong_of(flat, lambda at: 8 + at // 60), "descriptors rise from 22 to 27")
check("descriptors of each work", wrong_of(flat, lambda at: 8 + at // soak.EVERY), "descriptors rise")
check("late descriptors", wrong_of(flat, lambda at: 8 if at < 1000 else 8 + soak.OUTSIDE + 1), "descriptors rise")
check("a thread", wrong_of(flat, threads=lambda at: 1 if at < 1000 else 2), "threads rise from 1 to 2")
check("children", wrong_of(flat, children=lambda at: at // 100), "children rise")
check("two things", [" ".join(wrong_of(lambda at: flat(at) + at, lambda at: 8 + at // 60))], "descriptors rise")

# too short to say
check("short", wrong_of(flat, total=24), "let it run longer")

print(f"{judged} passed")
