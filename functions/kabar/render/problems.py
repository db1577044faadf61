"""Problems in plain words: what is wrong, and what to do about it."""

from typing import Final

from kabar.domain.problems import Problem
from kabar.render.lint_messages import LINT_MESSAGES
from kabar.render.words import Words

_CLOSEST: Final = 'Did you mean "{closest}"?'

_MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "empty-file": ("The file is empty.", "Save the article again in your editing system and upload it once more."),
    "too-large": ("The file has {size} bytes; at most {limit} are allowed.", "Make it smaller, or split it in parts."),
    "not-utf-8": (
        "The file isn't UTF-8 text: byte {offset} can't be read.",
        "Save it with the encoding UTF-8 and upload it again.",
    ),
    "too-deep": (
        "The JSON is nested more than {limit} levels deep.",
        "Write blocks beside each other, not inside each other.",
    ),
    "not-json": (
        "The file isn't valid JSON: line {line}, column {column} ({detail}).",
        "Look for a missing or superfluous comma, quotation mark or bracket there.",
    ),
    "duplicate-key": ('The field "{what}" occurs twice in the same object.', "Keep one of the two."),
    "not-a-number": ("{what} isn't a number in JSON.", "Write a number, or leave the field out."),
    "number-too-large": ("The number {what} is too large.", "Write a smaller number."),
    "lone-surrogate": ("A character here is only half of one (a lone surrogate).", "Type the character again."),
    "missing-field": ('The field "{field}" is missing.', "Add it."),
    "unknown-field": ('The field "{field}" isn\'t known here.', 'Remove it, or let its name begin with "x-".'),
    "wrong-type": ("Here belongs {expected}, not {found}.", "Write {expected}."),
    "unknown-block": ('There is no block type "{value}".', "Use one of: {allowed}."),
    "not-allowed": ('"{value}" isn\'t allowed here.', "Use one of: {allowed}."),
    "wrong-form": ('"{value}" doesn\'t have the form that belongs here.', "Write it like this: {example}"),
    "too-short": ("The text is too short: {size} characters, at least {limit}.", "Write more."),
    "too-long": ("The text is too long: {size} characters, at most {limit}.", "Shorten it."),
    "too-few": ("There are too few entries: {size}, at least {limit}.", "Add what is missing."),
    "too-many": ("There are too many entries: {size}, at most {limit}.", "Take some out."),
    "too-small": ("{size} is too small: at least {limit}.", "Write a larger number."),
    "too-big": ("{size} is too large: at most {limit}.", "Write a smaller number."),
    "not-unique": ("An entry occurs twice.", "Keep one of them."),
    "not-valid": ("This isn't valid: {detail}", "Compare it with the schema of Kabar."),
    "blank-text": ("The text has nothing that a reader would see.", "Write the text."),
    "unknown-section": ('There is no section "{value}" in site.json.', "Use one of: {known}."),
    "unknown-author": (
        'There is no author "{value}" in site.json.',
        "Use one of: {known}; or add the author to site.json.",
    ),
    "impossible-date": ('There is no such moment: "{value}".', "Check day, month, year and time."),
    "distant-date": ('"{value}" is outside the years {first} to {last}.', "Check the year."),
    "modified-before-published": ("The article can't be modified before it is published.", "Check both dates."),
    "expires-before-published": ("The article would expire before it is public.", "Check the dates."),
    "not-a-web-address": ('"{value}" isn\'t a web address.', "Write the whole address, beginning with https://"),
    "refers-to-itself": ("The article refers to itself.", "Name another article, or take the reference out."),
    "ragged-table": ("This row has {cells} cells, the table {columns} columns.", "Give each row {columns} cells."),
    "no-publication": (
        "There is no publication yet: site.json hasn't been uploaded, or was rejected.",
        "Upload site.json. This article is then looked at again by itself.",
    ),
    "address-taken": (
        "The address {path} belongs to another article ({owner}).",
        "Choose another slug.",
    ),
    "not-a-former-address": (
        'Nothing can be served at the address "{value}".',
        "Write the path alone, such as /berita/2019/jembatan.html, without ? and what follows it.",
    ),
    "former-address-taken": (
        "The old address {path} belongs to something else ({owner}) and doesn't lead here.",
        "Take it out, or take it from the other.",
    ),
    "line-breaks-as-paragraphs": (
        "Line breaks within paragraphs became paragraphs of their own.",
        "Check how the text reads.",
    ),
    "long-paragraph-parted": (
        "A paragraph was too long and was parted; its markup was lost.",
        "Divide it where the sense does.",
    ),
    "markup-left-out": (
        "Markup that has no counterpart was left out: {what}.",
        "Look whether anything is missing, and add it as a block.",
    ),
    "list-media-moved": (
        "Pictures or players within a list now follow it.",
        "Put them where they belong.",
    ),
    "list-flattened": (
        "A list within a list became part of it.",
        "Check how the list reads.",
    ),
    "table-unfolded": (
        "A table that arranges or holds too much became paragraphs.",
        "Check how the text reads.",
    ),
    "text-cut": (
        "The field {field} was longer than {limit} characters and was cut.",
        "Shorten it in your own words.",
    ),
    "items-left-out": (
        "{field}: {size} are more than the {limit} that an article has; the rest is left out.",
        "Choose which are to stay.",
    ),
    "section-chosen": (
        "Nothing says which section it belongs to: it stands in {value}.",
        "Name the section.",
    ),
    "key-of-wire": (
        'The name "{key}" is kept for wire copy.',
        "Upload agencies' copy under wire/, and articles of your own under another name.",
    ),
    "picture-outside": (
        "A picture of the copy is elsewhere and isn't shown: {url}",
        "Upload it as media/... and name it so in the copy, or name its site in pictureHosts in site.json.",
    ),
    "body-from-description": ("It had no text of its own: its summary stands for it.", "Write the text."),
    "deleted-before-read": ("The file was deleted before it could be read.", "Upload it again if that wasn't meant."),
    "key-outside": (
        'Nothing can be done with a file of the name "{key}".',
        "Put articles under articles/, wire copy under wire/, pictures under media/, the publication into site.json.",
    ),
    "key-not-json": ('The name "{key}" doesn\'t end in .json.', "Upload it under a name that ends in .json."),
    "key-too-long": ("The name is too long: at most {limit} characters.", "Upload it under a shorter name."),
    "key-characters": (
        'The name "{key}" has characters that can\'t stand in it.',
        "Use only letters a to z, digits and - . _ /, and begin each part with a letter or a digit.",
    ),
    "unknown-time-zone": (
        'There is no time zone "{value}".',
        "Use a name like Asia/Pontianak, Asia/Makassar or Asia/Jayapura.",
    ),
    "reserved-slug": ('The site needs the address "/{value}/" for itself.', "Choose another slug."),
    "used-twice": ('"{value}" is used twice.', "Choose another for one of them."),
    "section-in-use": ('The section "{value}" still has articles.', "Move or delete them first, or keep the section."),
    "author-in-use": ('The author "{value}" still has articles.', "Keep the author, or change the articles first."),
    "site-deleted": ("site.json was deleted. The site stays as it was.", "Upload it again."),
    "not-a-picture": ("This isn't a picture that can be shown.", "Upload one of: {formats}."),
    "picture-empty": ("The file is empty.", "Save the picture again and upload it once more."),
    "picture-format": ("Pictures in the format {found} can't be shown.", "Save it as one of: {formats}."),
    "picture-broken": (
        "The {format} file is damaged or incomplete.",
        "Export the picture again and upload the whole file.",
    ),
    "svg-broken": (
        "The logo isn't an SVG drawing that can be read, or it has too many parts.",
        "Export it again as plain SVG.",
    ),
    "svg-doctype": ("The logo declares a document type or entities.", "Export it without DOCTYPE, as plain SVG."),
    "svg-not-logo": (
        "{key} is an SVG drawing, and isn't the publication's logo: nothing else is shown as SVG.",
        "Export it as JPEG or PNG and upload that; if it is the logo, name it in site.json as publisher.logo.",
    ),
    "picture-too-large": (
        "The picture has more than {limit} million pixels.",
        "Make it smaller and upload it again.",
    ),
    "blank-headline": (
        'The headline shows nothing: "{shown}" stands for it.',
        "Write a headline and upload the article again.",
    ),
    "blank-body": ("The text shows nothing.", "Write the text and upload the article again."),
    "picture-missing": (
        "The picture {key} hasn't arrived yet.",
        "Upload it: the article is then built again by itself.",
    ),
    "picture-host": (
        "The picture {url} isn't shown: site.json doesn't name {host} among its pictureHosts.",
        "Name the host there, or upload the picture as media/... and name it so.",
    ),
    "picture-vector": (
        "{key} is an SVG drawing: only the publication's logo can be one, so it isn't shown here.",
        "Upload it as JPEG or PNG, under another name.",
    ),
    "related-missing": ("The article {id} doesn't exist yet.", "It becomes a link by itself when it is published."),
    "unlisted-promoted": (
        "The article is unlisted, so no front shows it.",
        'Take this out, or take out the field "unlisted".',
    ),
    "withdrawn-without-reason": (
        "The article was withdrawn without a reason.",
        "Readers see that it was withdrawn. Upload it again to restore it.",
    ),
    **LINT_MESSAGES,
}


_JSON_FAULTS: Final = {
    "Expecting value": "a value is missing",
    "Expecting ',' delimiter": "a comma is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Expecting property name": "a field's name in double quotation marks is missing",
    "Illegal trailing comma": "a comma too many",
    "Unterminated string": "a text has no closing quotation mark",
    "Invalid control character": "a line break or another control character within a text",
    "Invalid \\": "a backslash with something after it that means nothing",
    "Extra data": "something follows after the end",
}
"""What Python's parser says of a fault (the beginnings of its messages), and how it is said to a newsroom."""
_JSON_TYPES: Final = {
    "object": "an object in braces",
    "array": "a list in square brackets",
    "string": "a text in quotation marks",
    "number": "a number",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "string / object": "a text in quotation marks or an object in braces",
}


def _in_words(name: str, value: str, words: Words) -> str:
    """A value that isn't the newsroom's own but a parser's or a schema's word, in words of the language."""
    if name == "detail":
        return next((words.say(said) for fault, said in _JSON_FAULTS.items() if value.startswith(fault)), value)
    return words.say(_JSON_TYPES.get(value, value)) if name in ("expected", "found") else value


def reason_and_cure(problem: Problem, words: Words) -> tuple[str, str]:
    """What is wrong, and what to do, in the language of the words. Raises KeyError for a code without a message."""
    reason, cure = _MESSAGES[problem.code]
    values = {name: _in_words(name, value, words) for name, value in problem.values.items()}
    if "closest" in values:
        cure = _CLOSEST
    return words.say(reason, **values), words.say(cure, **values)
