"""Findings: whole statements with their figures, each resting on places in the articles."""

from __future__ import annotations

from dataclasses import replace

import pytest
from events import SEEDS

from compare import Comparison, compare_articles, read_articles, render_report
from compare.findings import find_findings
from compare.findings.namings import find_namings
from compare.findings.title import date_span, make_title
from compare.findings.wording import balance, join_words, label_outlets, shorten
from compare.model import Article, Found
from compare.text.annotate import annotate
from compare.text.sentences import article_sentences

NUMBERS = range(4, 20)


@pytest.fixture(scope="module")
def seeds() -> Comparison:
    """The five articles that come with the project."""
    return compare_articles(read_articles(SEEDS))


def headed(*titles: str, event: str = "") -> Comparison:
    """Articles of these headlines on one fire."""
    body = "The old pier of the town burned down on Tuesday."
    articles = [
        Article(f"a{n}", f"Outlet {n}", title, f"{title}\n\n{body}", published=f"2025-03-0{n + 1}")
        for n, title in enumerate(titles)
    ]
    return compare_articles(articles, event=event)


def test_the_title_is_the_headline_nearest_to_the_others() -> None:
    """A folder's name is the title where most headlines have its words, as they write them."""
    heads = "A fire on Marlow Pier", "Marlow Pier burns down", "Pier fire: two hurt"
    assert make_title(headed(*heads, event="marlow-pier")) == "Marlow Pier"
    assert make_title(headed(*heads, event="pier_fire")) == "A fire on Marlow Pier"
    assert make_title(headed(*heads)) == "A fire on Marlow Pier"
    central = headed("Pier burns down", "Old pier burns in the harbour", "Mayor mourns the harbour")
    assert make_title(central) == "Old pier burns in the harbour"
    pier = "The old pier of the town burned down on Tuesday."
    asked = [Article("a", "A", "", f'"Why now?" goes one question. {pier}'),
             Article("b", "B", "", pier)]  # fmt: skip
    assert make_title(compare_articles(asked)) == pier[:-1]
    bare = headed("", "")
    assert find_findings(bare).title == "The old pier of the town burned down on Tuesday"


@pytest.mark.parametrize(
    ("event", "title"),
    [("Brexit", "Brexit"), ("brexit", "Brexit"), ("The pier fire", "The pier fire"),
     ("COVID-19", "COVID-19"), ("pier-fire", "Pier burns"), ("11c9f251", "Pier burns"),
     ("articles", "Pier burns"), ("2024-11-24", "Pier burns"), ("", "Pier burns")],
)  # fmt: skip
def test_a_users_name_is_the_title_and_a_folders_is_not(event: str, title: str) -> None:
    """One word without a capital that has "-" or figures, or may be any folder's, is no title."""
    assert make_title(headed("Pier burns", "Pier burns", event=event)) == title


def test_dates_far_apart_are_warned_of() -> None:
    """The span counts what has a day, and says what has none; a week is one news moment."""
    days = ("2024-10-06", None, "2024-12-03T03:23")
    articles = [Article(f"a{n}", f"O{n}", "", "x", published=day) for n, day in enumerate(days)]
    assert date_span(articles) == (
        "6 Oct to 3 Dec 2024 (1 text without a full date)",
        "58 days apart: not one news moment",
    )
    assert date_span(articles[:1]) == ("6 Oct 2024", "")
    assert date_span(articles[1:2]) == ("", "")


def test_a_text_on_something_else_is_warned_of_and_its_silence_is_not_told() -> None:
    """An outlet without a row may be about another event: it "never names" nobody."""
    fire = "The old pier of Marlow burned down on Tuesday. Mayor Ada Pell called it a great loss."
    other = "Wheat prices rose again in March. Millers expect a poor harvest this summer."
    texts = (fire, f"{fire} Ada Pell will pay.", f"{fire} Ada Pell wept.", other)
    articles = [Article(f"a{n}", f"O{n}", "", text) for n, text in enumerate(texts)]
    findings = find_findings(compare_articles(articles))
    assert "O3 has no row in common with the others" in findings.warning
    assert not [one for one in findings.framing if "O3" in one.sentence]
    assert not find_findings(compare_articles(articles[:3])).warning


def test_words_in_the_first_person_open_no_list() -> None:
    """Of two rows the one that says who speaks comes first, though the other is as sure."""
    mine = "I will leave the harbour board because my family cannot live on this pay."
    plain = "The harbour board of Marlow will meet again on Thursday to elect its chair."
    texts = [f"Marlow board in turmoil\n\n{mine}\n\n{plain}"] * 2
    articles = [Article(f"a{n}", f"O{n}", "", text) for n, text in enumerate(texts)]
    shared = find_findings(compare_articles(articles)).shared
    assert [plain in one.sentence for one in shared][:1] == [True]


def test_an_outlet_known_by_a_number_alone_is_not_named() -> None:
    """A file's name that is a name is taken for one; no two outlets are called alike."""
    by_file = (Found("outlet", "file name", ""),)
    articles = [
        Article("a", "0031_79d0", "", "x", published="2024-12-03", found=by_file),
        Article("b", "0032_79d1", "", "x", published="2024-12-03", found=by_file),
        Article("c", "herald", "", "x", found=by_file),
        Article("d", "24sata 2024", "", "x"),
    ]
    assert list(label_outlets(articles).values()) == [
        "not named (3 Dec 2024)",
        "not named (3 Dec 2024) 2",
        "24sata 2024",
        "herald",
    ]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("However, the pier is gone for good", "The pier is gone for good"),
        ("OSLO (AP) — The pier is gone for good", "The pier is gone for good"),
        ("PORT ELL, Calif. (AP) - The pier is gone", "The pier is gone"),
        ("US President – a sailor – likes the pier", "US President – a sailor – likes the pier"),
        ("The pier is gone for good (Ada Pell/AP)", "The pier is gone for good"),
        ("She is a sister of Ada Pell (right).", "She is a sister of Ada Pell."),
        ("On Tuesday, the pier burned down", "On Tuesday, the pier burned down"),
        ("In her view, the pier is lost", "In her view, the pier is lost"),
        ("The pier, which was old, burned down", "The pier, which was old, burned down"),
    ],
)
def test_statements_are_short_and_whole(text: str, short: str) -> None:
    """An opening word or a dateline goes; a day, and what a sentence needs, stays."""
    assert shorten(text) == short


def test_what_turns_the_meaning_is_never_cut() -> None:
    """A long sentence loses a trailing clause, unless it holds a condition or who says it."""
    start = "The council of the old town will build the pier again in stone and oak next year"
    assert shorten(f"{start}, making it the third.", 12) == start
    for tail in (", making no promise unless the state pays", ", according to the mayor Ada Pell"):
        assert shorten(start + tail, 12) == start + tail


def test_quotation_marks_are_in_pairs() -> None:
    """A mark that stood alone gets its partner: the words stay somebody's."""
    assert balance("“The pier is gone.") == "“The pier is gone.”"
    assert balance('The pier is gone," she said') == '"The pier is gone," she said'
    assert balance('She told him "the pier is gone') == 'She told him "the pier is gone"'
    assert balance("“The pier” is gone") == "“The pier” is gone"
    assert balance("The town is shocked.'") == "'The town is shocked.'"
    assert balance("'The town's pier is gone") == "'The town's pier is gone'"
    assert balance("'90s music, the Pells' best") == "'90s music, the Pells' best"
    assert join_words(["A", "B", "C"]) == "A, B and C"


def test_whom_an_outlet_never_names_is_said_with_the_others_counts(seeds: Comparison) -> None:
    """The seeds' own finding: TASS tells of the alliance without naming an adversary."""
    findings = find_findings(seeds)
    said = " ".join(finding.sentence for finding in findings.framing)
    assert "TASS never names" in said
    assert "China (1 to 5)" in said
    rows = {row.name: [len(cell.named) for cell in row.cells] for row in findings.actors}
    tass = seeds.outlets.index("TASS")
    assert rows["China"][tass] == 0
    assert "North Korea" not in rows  # named once each, and in no sentence
    assert rows["Shigeru Ishiba"][tass] > 0


def test_every_statement_rests_on_places_in_the_articles(seeds: Comparison) -> None:
    """Statements are whole, at most as many as promised; their places lie in their sentences."""
    findings = find_findings(seeds)
    sentences = {sentence.id: sentence for sentence in seeds.sentences}
    lists = (findings.shared, findings.differences, findings.alone, findings.framing)
    assert [len(row) <= most for row, most in zip(lists, (5, 5, 10, 7), strict=True)] == [True] * 4
    for finding in (statement for row in lists for statement in row):
        assert finding.sentence.rstrip(")”\"'")[-1] in ".?!" or finding.kind == "shared"
        assert finding.evidence
        for place in finding.evidence:
            sentence = sentences[place.sentence]
            assert sentence.start <= place.start < place.end <= sentence.end
    for row in findings.actors:
        assert [cell.outlet for cell in row.cells] == list(seeds.outlets)


def test_the_order_of_the_articles_does_not_matter(seeds: Comparison) -> None:
    """Read in another order, the same statements."""
    turned = compare_articles(list(reversed(seeds.articles)))
    assert find_findings(turned) == find_findings(seeds)


def test_texts_without_a_word_have_no_findings() -> None:
    """Nothing is said of nothing, and nothing fails."""
    articles = [Article("a", "A", "", "—"), Article("b", "B", "", "…", language="fr")]
    findings = find_findings(compare_articles(articles))
    assert findings.shared == findings.alone == findings.framing == findings.actors == ()
    only = replace(compare_articles(articles), articles=(), sentences=())
    assert find_findings(only).title


def test_a_row_of_the_actors_tells_the_outlets_apart(seeds: Comparison) -> None:
    """Not whom all name and nobody quotes; and an office alone ('a scholar') may be told, a bare
    'director' or a kinship not."""
    rows = {row.name: row for row in find_findings(seeds).actors}
    assert not {"Japan", "NATO"} & set(rows)
    for row in rows.values():
        counts = [len(cell.named) for cell in row.cells]
        assert min(counts) < max(counts) or any(cell.words for cell in row.cells)
        assert row.office not in {"director", "chief", "brother"}


def test_a_person_whom_all_name_often_has_a_row_and_one_named_once_by_each_has_none() -> None:
    """That all name somebody five times is worth reading; that all name her once is not."""
    once = "Mayor Ada Orr opened the harbour in Lund."
    often = "Ada Orr spoke. Ada Orr waved. Ada Orr left. Ada Orr slept.", "Mayor Ada Orr rose. Ada "
    often = f"{once} {often[0]}", f"{often[1]}Orr sang. Ada Orr ran. Ada Orr sat. Ada Orr won."
    for texts, names in (((once, f"{once} Rain fell."), []), (often, ["Ada Orr"])):
        articles = [Article(text[-9:], text[-9:], "", text, language="en") for text in texts]
        rows = find_findings(compare_articles(articles, reader="none")).actors
        assert [row.name for row in rows] == names


def test_a_row_that_tells_little_stays_only_where_there_are_few() -> None:
    """Whom no outlet names more than twice, and nobody quotes."""
    here, there = "Carl Benn, a clerk, waved. Carl Benn left. ", "Carl Benn, a clerk, sang. "
    names = "Mary Hume", "Tom Hale", "Ed Moss", "Ann Tull"
    loud = "".join(f"{name}, a nurse, came. {name} sat. {name} left. " for name in names)
    for more, stays in (("", True), (loud, False)):
        texts = f"Rain fell. {more}{here}", f"Snow fell. {there}"
        articles = [Article(text[:4], text[:4], "", text, language="en") for text in texts]
        rows = find_findings(compare_articles(articles, reader="none")).actors
        assert ("Carl Benn" in {row.name for row in rows}) == stays


def test_two_words_in_marks_are_counted() -> None:
    """Where the actor has a row for other reasons."""
    line = 'Mayor Ada Orr proposed the prospect of "joint ownership" of the old pier of the town.'
    texts = f"Rain fell. {line} Ada Orr sat. Ada Orr left.", "Snow fell. Mayor Ada Orr waved."
    articles = [Article(text[:4], text[:4], "", text, language="en") for text in texts]
    (row,) = find_findings(compare_articles(articles, reader="none")).actors
    assert [cell.words for cell in row.cells] == [2, 0]


def framed(**texts: str) -> list[str]:
    """What is told of how outlets of these texts report a thing."""
    articles = [Article(name, name, "", text, language="en") for name, text in texts.items()]
    return [one.sentence for one in find_findings(compare_articles(articles)).framing]


def test_names_of_one_thing_stand_beside_each_other_with_zeros() -> None:
    """Where two outlets prefer different names; words in quotation marks are nobody's choice."""
    fire = "The council of Marlow voted on the new pier on Tuesday evening. "
    ours = f"{fire}Same-sex marriage is legal. Same-sex marriages were held on the pier."
    theirs = f"{fire}Gay marriage was its cause, Ada Pell said."
    told = "One thing, several names: “same-sex marriage” A 2, B 0; “gay marriage” A 0, B 1 "
    assert framed(A=ours, B=theirs) == [f"{told}(quotations apart)."]
    assert framed(A=ours, B=f'{fire}"Gay marriage was its cause," Ada Pell said.') == []
    assert framed(A=ours, B=f"{theirs} Same-sex marriage is new.") == []


def test_names_of_things_are_read_as_words() -> None:
    """Plurals count, the longest name first; part of a name of something else does not."""
    text = (
        "Marlow\n\nThe Hawks Mosque of Marlow fell. The mosques and Islamic centers of Marlow fell."
    )
    article = Article("a", "A", "Marlow", text, language="en")
    texts = annotate([article], article_sentences(article))
    found = [name.text for one in texts for name, _ in find_namings(one)]
    assert found == ["mosque", "Islamic center"]


def test_who_wrote_before_an_actor_was_known_never_fails_to_name_him() -> None:
    """An outlet whose text is older than all that name somebody, or too short, is not said to
    never name him; the others are called by name where they are two."""
    fire = "The old pier of Marlow burned down on Tuesday, and the harbour of Marlow was shut."
    ada = f"{fire} Mayor Ada Pell called it a loss. Ada Pell wept at the harbour on Tuesday."
    days = {"A": "2025-03-05", "B": "2025-03-05", "C": "2025-03-05"}

    rows = {"A": ada, "B": ada.replace("a loss", "a shame"), "C": f"{fire} Fish got dear."}

    def tell(**changed: str) -> list[str]:
        articles = [
            Article(n, n, "", text, published=(days | changed)[n]) for n, text in rows.items()
        ]
        return [one.sentence for one in find_findings(compare_articles(articles)).framing]

    assert tell()[0] == "C never names Ada Pell (A 2, B 2)."
    assert not tell(C="2025-03-04")
    for part in ("Pell wept.", "A. PELL wept."):  # a part of the name is a name
        rows["C"] = f"{fire} Fish got dear. {part}"
        assert not tell()


def test_nobody_alone_is_quoted_at_length_where_others_have_the_words() -> None:
    """Who quotes a person more than others is told, but not where another has the same words of
    nobody; and a name that was cut off as a signature is named."""
    fire = "The old pier of Marlow burned down on Tuesday, and the harbour of Marlow was shut."
    words = "The timber was so dry that it took no more than a spark, and the whole of it was gone"
    more = "before any of us on the shore had so much as seen a flame or smelled the smoke of it"
    rows = {
        "A": f'{fire} "{words} {more}," said Ada Pell.',
        "B": f"{fire} Ada Pell wept at the harbour.",
        "C": f"{fire} Ada Pell came.",
    }

    def tell() -> list[str]:
        articles = [Article(n, n, "", text) for n, text in rows.items()]
        return [one.sentence for one in find_findings(compare_articles(articles)).framing]

    assert "A quotes 40 words of Ada Pell, B and C at most one." in tell()
    rows["C"] += f' A letter said: "{words}."'
    assert not any("words of Ada Pell" in line for line in tell())


def test_what_one_has_alone_is_in_no_other_text_and_can_be_read_alone() -> None:
    """Related words elsewhere, anywhere, are no news; nor is what points at sentences before, a
    quotation without its speaker, a notice; a name or a figure is needed."""
    fire = "The old pier of Marlow burned down on Tuesday, and the harbour of Marlow was shut."
    news = "The insurer Halden Mutual had refused to cover its timber since 2019."
    more = (
        "Divers from Ostrava photographed the scorched planks beneath the waterline.",
        "These planks from Ostrava were never varnished against fungus, Halden says.",
        '"Nobody varnished the Ostrava planks against any fungus since spring."',
        "Anyone with footage should ring the Halden brigade or its Ostrava bureau quickly.",
        "Fungus gnaws slowly through unvarnished timber wherever moisture lingers long enough.",
    )
    mine = "\n\n".join([fire, news, *more])
    theirs = f"{fire} On Monday divers of Ostrava took a picture of planks, scorched, under water."
    articles = [Article("a", "A", "", mine), Article("b", "B", "", theirs)]
    alone = [one.text for one in find_findings(compare_articles(articles)).alone]
    assert alone == [news.rstrip(".")] or alone == [news]


def alone_of(*texts: str) -> list[str]:
    """What each of the outlets A, B, … with these texts alone has."""
    articles = [Article(o, o, "", t, language="en") for o, t in zip("ABC", texts, strict=False)]
    return [one.text for one in find_findings(compare_articles(articles)).alone]


def test_a_quotation_that_points_back_stands_for_no_outlet() -> None:
    """What an "it" at the head of a quotation means, the sentences before it say."""
    fire = "The old pier of Marlow burned down on Tuesday, and the harbour of Marlow was shut."
    rest = "had a glamorous, smooth, feminine brand,” Ada Pell, a psychologist of Halden, said."
    told = [
        alone_of(f"{fire}\n\n“At least when {head} began, {head} {rest}", f"{fire} It rained.")
        for head in ("it", "Ostrava")
    ]
    assert list(map(bool, told)) == [False, True]


def test_no_two_of_one_passage_and_no_lead_in_stand_for_an_outlet() -> None:
    """Neighbours tell one thing; a sentence that only leads to a quotation tells nothing; who meets
    whom is told by another outlet in other words."""
    fire = "The old pier of Marlow burned down on Tuesday, and the harbour of Marlow was shut."
    first = "The insurer Halden Mutual had refused to cover its varnished timber since 2019."
    second = "Divers from Ostrava photographed scorched fungus beneath the Halden waterline."
    leads = "Senator Tom Hale of Ostrava derided the crimson varnish of the Halden timber."
    quoted = '"Varnish gnaws slowly through moisture," the senator from Ostrava wrote to them.'
    mine = "\n\n".join([fire, f"{first} {second}", leads, quoted])
    told = alone_of(mine, f"{fire} Fish got dear.")
    assert len({first, second}.intersection(told)) == 1
    assert not any(one.startswith("Senator Tom Hale") for one in told)
    bare = "The recommendations have elicited muted reactions from both Tokyo and Washington."
    other = "Its plan met with doubt within Japan and from the United States."
    assert not alone_of(f"{fire} {bare}", f"{fire} {other}")


@pytest.mark.parametrize(
    "line",
    [
        "The vote split the Ostrava varnishers from the Halden union in 2019.",
        "Replace Halden for fungus control if varnishers from Ostrava get a better contract.",
        "Senator Tom Hale of Ostrava countered that varnish gnaws through moisture since 2019.",
        "Senator Tom Hale of Ostrava said then that varnish gnaws through moisture.",
        "Senator Tom Hale of Ostrava told him that varnish gnaws through 300 planks.",
        "As the season of 2019 began in Ostrava, they photographed fungus beneath a waterline.",
        "If Senator Tom Hale pays, varnishers from Ostrava will photograph 300 fungus spores.",
        "Critics from Ostrava say that varnish was to blame for 300 spores of it.",
        "- Senator Tom Hale of Ostrava has been a champion of varnish since 2019.",
        "Professor Tom Hale, the group’s president, photographed 300 varnished planks in Ostrava.",
        "A similar Ostrava varnish gnawed through 300 planks beneath a waterline last spring.",
        "There was also the one about how varnishers from Ostrava photographed 300 fungus spores.",
        "Senator Tom Hale of Ostrava asked: “Can varnish gnaw through planks since 2019?” of 300.",
    ],
)
def test_what_only_its_neighbours_explain_stands_for_no_outlet(line: str) -> None:
    """'The vote', a command, an answer, "him", a list's entry: the rest of it stands elsewhere."""
    fire = "The old pier of Marlow burned down on Tuesday, and the harbour of Marlow was shut."
    mine = f"{fire} Fish got dear. Rain fell on all of them.\n\n{line}"
    assert not alone_of(mine, f"{fire} Fish got dear.")


def test_a_surname_that_an_earlier_sentence_explains_stands_for_no_outlet() -> None:
    """Whom only this outlet names, in full before: "Hale" alone is nobody to its reader."""
    fire = "The old pier of Marlow burned down on Tuesday, and the harbour of Marlow was shut."
    full = "Professor Tom Hale was there. Fish got dear. Rain fell on all of them. Tom Hale wept."
    line = "Hale photographed 300 fungus spores beneath varnish from Ostrava."
    told = alone_of(f"{fire}\n\n{full}\n\n{line}", f"{fire} Fish got dear.")
    assert line not in told
    told = alone_of(f"{fire}\n\n{full}\n\nProfessor Tom {line}", f"{fire} Fish got dear.")
    assert told == [f"Professor Tom {line}"]


def test_who_stands_in_the_centre_is_told_where_that_differs() -> None:
    """One outlet names the mayor most, another the owner; where both name one most, nothing."""
    fire = "The pier of Marlow burned down on Tuesday. Mayor Ada Pell met Senator Tom Hale. "
    ada, tom = (" ".join([f"{who} came. {who} wept."] * 3) for who in ("Ada Pell", "Tom Hale"))
    told = "Whom each names more often: Ada Pell A 7, B 1; Tom Hale A 1, B 7."
    assert framed(A=fire + ada, B=fire + tom) == [told]
    assert framed(A=fire + ada, B=fire + ada) == []


def test_neither_a_caption_nor_a_stub_names_the_event() -> None:
    """Without headlines the first sentence of a full text is the title."""
    fire = "MARLOW-The old pier of the town burned down on Tuesday."
    long = "\n\n".join([fire, *["Nobody in the town of Marlow knew why it had burned."] * 9])
    stub = "MARLOW-The pier of the town burned down on Tuesday and more will follow."
    rows = [Article(o, o, "", t, language="en") for o, t in zip("AB", (long, stub), strict=True)]
    assert find_findings(compare_articles(rows)).title == fire.partition("-")[2][:-1]
    caption = "CLOSE Our reporter Ada Pell shows you in this film how the old pier of the town "
    caption += "burned down on Tuesday. MARLOW TODAY News"
    heads = zip("AB", (caption, "Pier burns down"), strict=True)
    titled = [Article(o, o, head, f"{head}\n\n{long}", language="en") for o, head in heads]
    assert find_findings(compare_articles(titled)).title == "Pier burns down"


def test_two_passages_of_one_speech_are_no_contrast() -> None:
    """Where one text holds the words of both outlets, they quote different places of it."""
    one = "The plan for the pier is difficult and far off, and it may wait for ten years"
    two = "The plan for a pier on the north shore is merely an idea, and nothing more"
    letter = f"To the harbour board. {one}. {two}. Ada Pell"
    texts = (f'"{one}," Mayor Ada Pell said.', f'"{two}," Mayor Ada Pell said.')
    rows = [Article(o, o, "", t, language="en") for o, t in zip("ABC", texts, strict=False)]
    assert find_findings(compare_articles(rows)).says
    whole = Article("C", "C", "", letter, language="en")
    assert not find_findings(compare_articles([*rows, whole])).says


def test_few_rows_have_no_share_and_no_difference_is_no_agreement() -> None:
    """Two rows are said to be few; that nothing differs is not said of them."""
    fire = "The old pier of Marlow burned down on Tuesday, and the harbour of Marlow was shut."
    articles = [Article(o, o, "", fire, language="en") for o in "AB"]
    comparison = compare_articles(articles)
    assert find_findings(comparison).holding == "Only 1 row could be found"
    assert "None could be told surely" in render_report(comparison, "brief")


def shared_of(*texts: str) -> list[str]:
    """The first rows of outlets A, B, … with these texts."""
    articles = [Article(o, o, "", t, language="en") for o, t in zip("ABC", texts, strict=False)]
    return [one.sentence for one in find_findings(compare_articles(articles)).shared]


def test_a_row_names_a_speaker_only_where_no_outlet_names_another() -> None:
    """Two officers say the same words: the row has the words alone."""
    words = '"We are not looking for any other boats after the fire in the harbour of Marlow."'
    told = shared_of(*[f'"We saw smoke," said {who}. {words}' for who in ("Ada Pell", "Tom Hale")])
    assert told[0] == f"“{words.strip(chr(34))}” (A and B)"
    told = shared_of(*[f'"We saw smoke," said Ada Pell. {words}'] * 2)
    assert any(one.startswith("Ada Pell: “We are not looking") for one in told)


def test_who_a_row_begins_with_is_named_in_brackets_where_that_is_sure() -> None:
    """'She' is named where each outlet names her beside it, and nobody else."""
    start = "Mayor Ada Pell was arrested at the harbour of Marlow on Tuesday."
    row = "She was released later in the day on bail of 30,000 dollars."
    assert any(
        one.startswith("[Ada Pell] was released") for one in shared_of(*[f"{start} {row}"] * 2)
    )
    both = start.replace("Ada Pell was", "Ada Pell and Mayor Ann Orr were")
    assert not any("[" in one for one in shared_of(*[f"{both} {row}"] * 2))


def test_a_row_of_a_letter_names_who_writes_it_wherever_it_is_shown() -> None:
    """One prints the letter, another quotes it: the row is her words, in the matrix too."""
    words = "My husband and I cannot see a way to stay in Marlow and raise a family by the pier"
    texts = (f"To the harbour board. {words}.", f'"{words}," Mayor Ada Pell said.')
    articles = [Article(o, o, "", t, language="en") for o, t in zip("AB", texts, strict=True)]
    comparison = compare_articles(articles)
    told = find_findings(comparison).told
    assert any(one.startswith("Ada Pell: “My husband") for one in told.values())
    matrix = render_report(comparison, "md").partition("## Who states what")[2]
    assert "Ada Pell: “My husband" in matrix


def test_questions_and_notices_open_no_list() -> None:
    """A question, a salutation, a newsletter's box is no statement, however many have it."""
    rows = ("Does the harbour board of Marlow believe that the ferry was set on fire by thieves?",
            "Dear members of the harbour board of Marlow and owners of ferries in its port,",
            "Sign up to our newsletter to get news alerts of the harbour of Marlow each morning.",
            "The harbour board of Marlow met on Thursday to elect its new chair.")  # fmt: skip
    told = shared_of(*["\n\n".join(rows)] * 2)
    assert [one.startswith("The harbour board") for one in told] == [True]


def test_words_that_both_have_are_not_set_against_others() -> None:
    """An outlet that has another's quotation too is not shown with other words beside it."""
    spoken = "The new pier on the north shore is an idea for later"
    texts = (
        f'"{spoken}," Mayor Ada Pell said.',
        f"Mayor Ada Pell called the new pier on the north shore an idea. “{spoken}.”",
    )
    articles = [Article(o, o, "", t, language="en") for o, t in zip("AB", texts, strict=True)]
    assert not find_findings(compare_articles(articles)).says


def test_a_paraphrase_stands_without_quotation_marks() -> None:
    """Only what is spoken gets marks, in each outlet's words of one speaker."""
    texts = (
        "Mayor Ada Pell called the plan for a pier on the north shore merely an idea.",
        '"The plan for the pier is difficult, and it may wait for ten years," Mayor Ada Pell said.',
    )
    articles = [Article(o, o, "", t, language="en") for o, t in zip("AB", texts, strict=True)]
    (says,) = find_findings(compare_articles(articles)).says
    assert says.sentence == (
        "Ada Pell (mayor): A called the plan for a pier on the north shore merely an idea; "
        "B “The plan for the pier is difficult, and it may wait for ten years”."
    )
