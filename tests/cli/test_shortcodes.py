"""What becomes of Hugo's shortcodes and of Jekyll's tags in Markdown."""

import pytest

from kabar.domain.schema import findings
from kabar_cli.markdown.shortcodes import Shortcodes
from kabar_cli.sources.reading import read_source


def source(desk, body):
    found = read_source(desk.markdown("x-a: b", body), "articles/a.json")
    assert not found.errors
    assert findings("article", found.document) == ()
    return found


def blocks(desk, body):
    return source(desk, body).document["articleBody"]


def left_out(desk, body):
    """Code, what, and the line within the body."""
    found = source(desk, body)
    first = found.places.of("/articleBody").line
    return [
        (note.problem.code, *note.problem.values.values(), note.place.line - first + 1)
        for note in found.warnings
        if note.problem.code != "front-matter-unknown"
    ]


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("{{< youtube 0RKpf3rK57I >}}", "https://www.youtube.com/watch?v=0RKpf3rK57I"),
        ('{{< youtube id="0RKpf3rK57I" autoplay=true >}}', "https://www.youtube.com/watch?v=0RKpf3rK57I"),
        ("{{% youtube `0RKpf3rK57I` /%}}", "https://www.youtube.com/watch?v=0RKpf3rK57I"),
        ("{{< vimeo 55073825 / >}}", "https://vimeo.com/55073825"),
        (
            '{{< x user="SanDiegoZoo" id="1453110110599868418" >}}',
            "https://x.com/SanDiegoZoo/status/1453110110599868418",
        ),
        ("{{< tweet 877500564405444608 >}}", "https://x.com/i/status/877500564405444608"),
        ("{{< instagram CxOWiQNP2MO hidecaption >}}", "https://www.instagram.com/p/CxOWiQNP2MO/"),
        ("{{< gist spf13 7896402 >}}", "https://gist.github.com/spf13/7896402"),
        ('{% include youtube.html id="0RKpf3rK57I" %}', "https://www.youtube.com/watch?v=0RKpf3rK57I"),
        ("{% youtube 0RKpf3rK57I %}", "https://www.youtube.com/watch?v=0RKpf3rK57I"),
    ],
)
def test_players_and_posts_become_embeds(desk, written, url):
    assert blocks(desk, f"Satu.\n\n{written}\n\nDua.") == [
        {"type": "paragraph", "text": "Satu."},
        {"type": "embed", "url": url},
        {"type": "paragraph", "text": "Dua."},
    ]
    assert left_out(desk, written) == []


def test_a_figure_has_caption_and_credit(desk):
    written = (
        '{{< figure src="media/air.jpg" alt="Rumah terendam"\n  title="Banjir" caption="Desa *Hulu*, \\"Senin\\""\n'
        '  attr="Foto: [Rina](https://rina.example)" class="lebar" >}}'
    )
    image = {
        "type": "image",
        "contentUrl": "media/air.jpg",
        "alt": "Rumah terendam",
        "caption": 'Banjir. Desa <em>Hulu</em>, "Senin"',
        "creditText": "Foto: Rina",
    }
    assert blocks(desk, f"{written}\n\nTeks.") == [image, {"type": "paragraph", "text": "Teks."}]
    assert blocks(desk, "{% include figure.html image_path=\"media/a.jpg\" alt='A' %}")[0]["alt"] == "A"


def test_figures_in_one_paragraph_are_a_gallery_and_one_in_a_text_follows_it(desk):
    a, b = '{{< figure src="media/a.jpg" alt="A" >}}', '{{< figure src="media/b.jpg" alt="B" >}}'
    assert [block["type"] for block in blocks(desk, f"{a}\n{b}")] == ["gallery"]
    assert blocks(desk, f"Lihat {a} ini.")[0] == {"type": "paragraph", "text": "Lihat  ini."}
    assert [block["type"] for block in blocks(desk, f"- satu {a}\n- dua")] == ["list", "image"]


def test_links_to_other_files_and_text_in_frames_stay(desk):
    body = (
        'Baca juga: [Dermaga]({{< ref "2024/11/dermaga.md" >}})\n\n'
        "Baca juga: [Kapal]({% post_url 2024-11-02-kapal %})\n\n"
        '{{< details summary="Rincian" >}}\n\nIsi **tebal**.\n\n{{< /details >}}\n\n'
        "![K]({{ site.baseurl }}/media/k.jpg)"
    )
    assert blocks(desk, body) == [
        {"type": "related", "article": "2024/11/dermaga", "headline": "Dermaga"},
        {"type": "related", "article": "2024-11-02-kapal", "headline": "Kapal"},
        {"type": "paragraph", "text": "<strong>Rincian</strong>"},
        {"type": "paragraph", "text": "Isi <strong>tebal</strong>."},
        {"type": "image", "contentUrl": "media/k.jpg", "alt": "K"},
    ]


def test_what_isnt_known_is_named_at_its_line_and_what_it_frames_stays(desk):
    body = (
        "Satu.\n\n{{< kotak\n  warna=merah >}}\nDua {{% param judul %}}.\n{{< /kotak >}}\n\n"
        "{% include iklan.html %}{{ page.title }}\n\nTiga.\n{: .lead}\n\n{{< youtube >}}\n\n{{< figure alt=x >}}"
    )
    assert sorted(left_out(desk, body), key=lambda each: each[-1]) == [
        ("shortcode-left-out", "kotak", 3),
        ("shortcode-left-out", "param", 5),
        ("shortcode-left-out", "include", 8),
        ("shortcode-left-out", "page.title", 8),
        ("shortcode-left-out", "{: .lead}", 11),
        ("shortcode-left-out", "youtube", 13),
        ("shortcode-left-out", "figure", 15),
    ]
    assert [block["text"] for block in blocks(desk, body)] == ["Satu.", "Dua .", "Tiga."]


def test_comments_go_and_what_is_escaped_is_text(desk):
    comments = "{{< comment >}}\nrahasia {{< x 1 >}}\n{{< /comment >}}\n\n{% comment %}a{% endcomment %}"
    body = f"{comments}\n\n`{{{{</* youtube a */>}}}}`"
    assert blocks(desk, body) == [{"type": "paragraph", "text": "<code>{{< youtube a >}}</code>"}]


def test_code_stays_code(desk):
    body = "{{< highlight go >}}\na := 1\n{{< /highlight >}}\n\n{% highlight ruby %}\nputs 1\n{% endhighlight %}"
    assert [block["text"] for block in blocks(desk, body)] == ["<code>a := 1</code>", "<code>puts 1</code>"]


@pytest.mark.parametrize(
    "text", ["{ {< a >} }", "{{< >}}", "{%%}", "{{}}", "a {: b", "{{<", '{{< a "b >}}', "\ue000 0 \ue000"]
)
def test_what_only_looks_like_one_is_text(desk, text):
    assert blocks(desk, text) == [{"type": "paragraph", "text": text}]


@pytest.mark.parametrize(
    "part",
    [
        "{{<x ",
        '{{<x "',
        "{{<x `",
        "{%x ",
        "{: ",
        "{{site.x",
        "{{<comment>}}",
        "{% comment %}",
        "{{</*",
        "{{< x a=",
        "{% x" + " " * 50,
    ],
)
def test_no_text_takes_long(part):
    """Longer than the patience for tests, if it took the square of its length."""
    for text in (part * (2_000_000 // len(part)), part + " " * 2_000_000 + "x"):
        assert Shortcodes.of(f"{text}y").text.endswith("y")
