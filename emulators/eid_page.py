"""The pages of the national identity provider: who are you, and why we cannot send you back."""

from collections.abc import Iterator
from html import escape
from typing import Any

from emulators.population import Person

_STYLE = """
:root{color-scheme:light}*{box-sizing:border-box}
body{margin:0;font:1.125rem/1.5 system-ui,sans-serif;background:#eef1f6;color:#14213d}
main{max-width:34rem;margin:2rem auto;padding:1.5rem;background:#fff;border-top:.5rem solid #3d5a80}
h1{font-size:1.6rem;line-height:1.2;margin:0 0 1rem}
.note{border-inline-start:.4rem solid #98a6bd;padding-inline-start:.8rem;color:#3a4a63}
label,legend{font-weight:700;display:block;margin:0 0 .25rem}fieldset{border:0;padding:0;margin:0 0 1.25rem}
form+form{margin-top:2rem}
input[type=text]{font:inherit;width:100%;padding:.5rem;border:2px solid #14213d}
ul{list-style:none;padding:0;margin:.5rem 0}li{margin:0 0 .4rem}
button{font:inherit;padding:.6rem 1rem;border:2px solid #3d5a80;background:#3d5a80;color:#fff;cursor:pointer}
button.person{width:100%;text-align:start;background:#fff;color:#14213d;border-color:#98a6bd}
button.plain{background:#fff;color:#3d5a80}button:focus,input:focus{outline:3px solid #ffb703;outline-offset:2px}
.wrong{color:#a4161a;font-weight:700;margin:0 0 .4rem}.small{font-size:.95rem;color:#3a4a63}
"""


def choose_page(
    asked: dict[str, str], families: dict[str, dict[str, Any]], people: dict[str, Person], *, card: str, wrong: bool
) -> str:
    """Ask who is there: one of the people of the story, or anybody's identity card."""
    kept = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in asked.items()
    )
    persons = "".join(_buttons(families, people))
    told = '<p class="wrong" id="wrong">There is nobody with this number. Check it and try again.</p>' if wrong else ""
    about = ' aria-describedby="wrong" aria-invalid="true"' if wrong else ""
    return _page(
        "Sign in with e-ID",
        f"""<p class="note">This is a stand-in for the national e-ID. Nobody here exists.</p>
<form method="post" action="/authorize">{kept}
<fieldset><label for="card">Identity card number</label>{told}
<input type="text" id="card" name="card" value="{escape(card)}" autocomplete="off" spellcheck="false"{about}></fieldset>
<button type="submit" name="do" value="sign-in">Sign in</button>
<button class="plain" type="submit" name="do" value="cancel">Cancel</button></form>
<form method="post" action="/authorize">{kept}
<fieldset><legend>Or sign in as</legend><ul>{persons}</ul></fieldset></form>""",
    )


def refusal_page(why: str) -> str:
    """Say why nobody can be sent anywhere."""
    return _page("You cannot sign in from here", f"<p>{escape(why)}</p>")


def _buttons(families: dict[str, dict[str, Any]], people: dict[str, Person]) -> Iterator[str]:
    for family in families.values():
        for role, card in family["members"].items():
            if card in people and not role.startswith(("child", "baby")):
                name: dict[str, str] = next(iter(people[card].get("name", {}).values()), {})
                written = escape(f"{name.get('given', '')} {name.get('family', '')}".strip() or card)
                yield (
                    f'<li><button class="person" type="submit" name="card" value="{escape(card)}">{written}'
                    f' <span class="small">{escape(card)}</span></button></li>'
                )


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width, initial-scale=1"><title>{escape(title)} – e-ID</title><style>{_STYLE}</style>'
        f"</head><body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
