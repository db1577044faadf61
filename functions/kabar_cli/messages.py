"""What the commands say of files, beside what Kabar says of uploads."""

from typing import Final

from kabar.domain.problems import Problem
from kabar.render.problems import reason_and_cure as of_uploads
from kabar.render.words import Words

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "unreadable": ("The file can't be read: {why}.", "Look at its permissions, or whether it is still there."),
    "same-article": ("{other} is the same article ({key}).", "Keep one of the two, or rename one."),
    "front-matter-missing": (
        "The file doesn't begin with front matter.",
        'Begin with a line "---", then title, date, section and author, then "---"; `kabar new` writes one.',
    ),
    "front-matter-broken": (
        "The front matter can't be read: {detail}.",
        "Look at indentation, colons and quotation marks there.",
    ),
    "front-matter-tag": ("The front matter has a tag that isn't allowed: {tag}.", "Take it out."),
    "front-matter-alias": ("The front matter refers to another part of itself (*{name}).", "Write the value out."),
    "front-matter-unknown": ('The key "{key}" isn\'t known here: it is left out.', "Take it out."),
    "front-matter-twice": ('"{key}" says what "{other}" says already: it is left out.', "Keep one of the two."),
    "draft": ("The article is a draft: it isn't published.", "Take draft out when it is ready."),
    "markup-left-out": ("This can't stand in an article, only its text is kept: {what}", "Write it another way."),
    "list-flattened": ("A list within a list can't be shown: its items follow one another.", "Make two lists of it."),
    "link-left-out": (
        "The link to {url} is left out: only its text stands.",
        'Write the whole address, or "Baca juga:" and the link in a paragraph of its own.',
    ),
    "picture-outside": (
        "The picture {url} stands on another site: only a link to it is kept.",
        "Save it beside the article and name that file.",
    ),
    "shortcode-left-out": (
        "The shortcode {what} isn't known here: it is left out, and what it frames stays.",
        "Write what it should show as text, as a picture, or as a web address alone.",
    ),
}


def reason_and_cure(problem: Problem, words: Words) -> tuple[str, str]:
    """What is wrong, and what to do, in the language of the words. Raises KeyError for an unknown code."""
    if problem.code not in MESSAGES:
        return of_uploads(problem, words)
    reason, cure = MESSAGES[problem.code]
    if "closest" in problem.values:
        cure = 'Did you mean "{closest}"?'
    return words.say(reason, **problem.values), words.say(cure, **problem.values)
