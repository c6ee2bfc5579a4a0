"""A text page as a browser would save it, made without the reader's help."""

import html
import re

_FRAME = """<!DOCTYPE html>
<!-- saved from url=(0049)https://host.example/driftinformation -->
<html lang="sv"><head><meta charset="utf-8"><title>Driftinformation - Myndigheten</title>
<style>h1 {{ color: red }}</style><script>var x = "<p>(Publicerad 1999-01-01)</p>";</script></head>
<body><header><a href="https://host.example/">Myndigheten</a><nav><ul><li>Start</li><li>Sök</li></ul></nav></header>
<main><div class="content">
{content}
</div></main>
<footer><p>Om webbplatsen</p></footer></body></html>
"""
_BULLET = re.compile(r"( *)(?:•|(?<= )\d+\.) (.*)")


def as_html(text: str, subheadings: tuple[str, ...] = ()) -> str:
    """`subheadings` are the lines that stand in bold on the page."""
    title, *blocks = re.split(r"\n\n+", text)
    content = [f"<h1>{title}</h1>"]
    for block, following in zip(blocks, [*blocks[1:], ""], strict=True):
        if following.startswith("(Publicerad"):
            content.append(f"<h2>{_inline(block)}</h2>")
        elif block in subheadings:
            content.append(f"<p><strong>{_inline(block)}</strong></p>")
        else:
            content.append(_block(block))
    # Paragraphs that stand further in belong to the item before them, and so does the list that goes on.
    joined = "\n".join(content)
    joined = re.sub(
        r"</li></ul></li></ul>((?:\s*<p class=\"in\">.*?</p>)+)", r"\1</li></ul></li></ul>", joined, flags=re.DOTALL
    )
    return _FRAME.format(content=re.sub(r"</ul>\s*<ul>", "", joined))


def _block(block: str) -> str:
    lines = block.split("\n")
    if _BULLET.fullmatch(lines[0]):
        return _list(lines)
    kind = ' class="in"' if lines[0].startswith("   ") else ""
    return f"<p{kind}>" + "<br>\n".join(_inline(line.strip(" ")) for line in lines) + "</p>"


def _list(lines: list[str]) -> str:
    tag = "ul" if "•" in lines[0] else "ol"
    html_, depth = f"<{tag}>", 1
    for place, line in enumerate(lines):
        match = _BULLET.fullmatch(line)
        assert match
        wanted = max(len(match[1]), 1)
        html_ += f"\n<{tag}>" if wanted > depth else f"</li></{tag}></li>" if wanted < depth else "</li>" * (place > 0)
        html_ += f"<li>{_inline(match[2])}"
        depth = wanted
    return html_ + f"</li></{tag}>" * depth


def _inline(text: str) -> str:
    escaped = html.escape(text, quote=False).replace("\u00a0", "&nbsp;")
    return re.sub(r"https?://\S+", r'<a href="\g<0>">\g<0></a>', escaped)
