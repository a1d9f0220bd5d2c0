"""What a judge of the pairs in doubt adds: `python -m training.evaluate judge EVENTS FILE`.

FILE holds a JSON object a line: event, a, b (ids of the annotated sentences), answer ("yes",
"part", "no"). Each answer to a pair that the tool would ask about counts as the judge's.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from compare.errors import InputError
from compare.evaluation import Scores, mean_of
from compare.evaluation.marked import Pair, read_marked
from compare.evaluation.matching import score_pairs
from compare.evaluation.rows import facts_of, score_facts
from compare.matching import match_sentences
from compare.matching.judge import ANSWERS, add_answers, find_doubtful
from compare.matching.scorers import load_scorer
from compare.options import Options

PLAIN, JUDGED = "without", "judged"


def score_judged(path: Path, answers: Path) -> Scores:
    """The figures of the pairs and, named rows_*, of the rows: without the judge, and with it.

    asked: pairs that were answered, the mean of the events. InputError for a file of another form.
    """
    options = Options()
    answers_by_event, scorer = read_answers(answers), load_scorer(options)
    events: dict[str, dict[str, dict[str, float]]] = {PLAIN: {}, JUDGED: {}}
    for event in read_marked(path):
        plain = match_sentences(event.texts, options)
        doubtful = find_doubtful(plain.matches, plain.nearest, scorer.bars)
        told = answers_by_event[event.name]
        answers_here = {pair: told[pair] for m in doubtful if (pair := (m.a, m.b)) in told}
        for name, matching in ((PLAIN, plain), (JUDGED, add_answers(plain, answers_here, scorer))):
            rows = score_facts(event, facts_of(event, matching, options))
            rows_figures = {
                f"rows_{figure}": value for figure, value in rows.items() if figure != "rows"
            }
            count = len(answers_here) if name == JUDGED else 0
            events[name][event.name] = {
                **score_pairs(event, matching),
                **rows_figures,
                "asked": count,
            }
    means = {name: mean_of(figures).mean for name, figures in events.items()}
    flat = {f"{key}_{name}": value for name, mean in means.items() for key, value in mean.items()}
    return Scores(flat, means)


def read_answers(path: Path) -> dict[str, dict[Pair, str]]:
    """Event -> pair of sentence ids (a < b) -> answer."""
    answers: defaultdict[str, dict[Pair, str]] = defaultdict(dict)
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            a, b = sorted((row["a"], row["b"]))
            if row["answer"] not in ANSWERS:
                raise ValueError(f"answer {row['answer']!r}")
            answers[row["event"]][a, b] = row["answer"]
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror})", "check the path") from None
    except (ValueError, LookupError, TypeError) as error:
        problem = f"no answers of a judge ({type(error).__name__}: {error})"
        raise InputError(path, problem, 'a line: {"event", "a", "b", "answer"}') from None
    return answers
