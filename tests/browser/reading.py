"""Ways of reading a page: axe, geometry, keyboard alone; each gives what is wrong, one line a finding."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page

SERIOUS = {"serious", "critical"}
_AXE = Axe()

_WIDER = """() => {
  const page = document.scrollingElement, width = document.documentElement.clientWidth;
  if (page.scrollWidth <= width + 1) return [];
  const wide = [...document.body.querySelectorAll('*')].filter(one => {
    const box = one.getBoundingClientRect();
    return box.width > 0 && (box.right > width + 1 || box.left < -1);
  });
  const told = one => one.tagName + '.' + one.className + ' ' + (one.textContent || '').trim().slice(0, 40);
  return wide.slice(-3).map(told);
}"""

_NUMBER_WHAT_CAN_BE_REACHED = """() => {
  const seen = one => one.checkVisibility({visibilityProperty: true}) && one.getClientRects().length > 0;
  const groups = new Set();
  const all = [...document.querySelectorAll('a[href],button,input,select,textarea,summary,[tabindex]')].filter(one => {
    if (one.disabled || one.tabIndex < 0 || one.type === 'hidden' || !seen(one)) return false;
    if (one.type !== 'radio') return true;
    const group = one.form + '/' + one.name;
    if (groups.has(group)) return false;
    groups.add(group);
    return true;
  });
  all.forEach((one, place) => one.dataset.walk = place);
  return all.length;
}"""

# What has the focus: its number (or that of its group of radios), and whether one can see that it has it.
_FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  let shown = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  // A radio or checkbox shows its focus on the box drawn beside it.
  const drawn = one.type === 'radio' || one.type === 'checkbox' ? one.nextElementSibling : null;
  if (drawn) { const beside = getComputedStyle(drawn, '::before');
    shown = shown || beside.boxShadow !== 'none' || beside.outlineStyle !== 'none'; }
  let number = one.dataset.walk;
  if (number === undefined && one.type === 'radio') {
    const same = [...document.getElementsByName(one.name)].find(other => other.dataset.walk !== undefined);
    number = same && same.dataset.walk;
  }
  return {number: number === undefined ? null : +number, shown,
          seen: box.width > 0 && box.height > 0,
          what: one.tagName + ' ' + (one.textContent || one.name || one.id || '').trim().slice(0, 40)};
}"""

# Whole sentences only: a bracket or a colon of ours beside a foreign word belongs to the page's language.
_RUNS_BACKWARDS = r"""() => {
  const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.textContent.trim(), one = texts.currentNode.parentElement;
    if (['SCRIPT', 'STYLE', 'OPTION'].includes(one.tagName) || /[\u0600-\u06FF]/.test(text)) continue;
    if (!/[A-Za-z\u0400-\u04FF].*\s.*[.?!;]$/.test(text)) continue;
    const style = getComputedStyle(one);
    if (style.direction === 'rtl' && style.unicodeBidi !== 'plaintext')
      found.push(one.tagName + '.' + one.className + ' ' + text.slice(0, 60));
  }
  return found;
}"""


def serious_findings(page: Page) -> list[str]:
    """What axe finds that keeps somebody from using the page."""
    violations: list[dict[str, Any]] = _AXE.run(page).response["violations"]
    return [
        f"{one['id']}: {one['help']} ({node['html'][:110]})"
        for one in violations
        if one["impact"] in SERIOUS
        for node in one["nodes"][:2]
    ]


def geometry_findings(page: Page) -> list[str]:
    """What makes one scroll sideways."""
    return [f"wider than the window: {one}" for one in page.evaluate(_WIDER)]


def shape_findings(page: Page, *, language: str) -> list[str]:
    """Language and direction said, one heading of the first level, a title, no word of the template left."""
    html = page.locator("html")
    found = []
    told = (html.get_attribute("lang"), html.get_attribute("dir"))
    if told != (language, "rtl" if language == "ar" else "ltr"):
        found.append(f"says lang and dir {told}")
    if (headings := page.locator("h1:visible").count()) != 1:
        found.append(f"{headings} headings of the first level")
    if not page.title().strip():
        found.append("has no title")
    text = page.locator("body").inner_text()
    found += [f"shows {sign}" for sign in ("{{", "{%", "None</", "%(") if sign in text]
    return found


def direction_findings(page: Page) -> list[str]:
    """Sentences in Latin or Cyrillic letters that run as an Arabic page does: their full stop would stand in front."""
    return [f"runs from right to left: {one}" for one in page.evaluate(_RUNS_BACKWARDS)]


def keyboard_findings(page: Page) -> list[str]:
    """What cannot be reached by Tab alone, what hides that it has the focus, and where the focus is caught."""
    wanted = page.evaluate(_NUMBER_WHAT_CAN_BE_REACHED)
    page.evaluate("() => { document.activeElement && document.activeElement.blur(); window.scrollTo(0, 0); }")
    reached: set[int] = set()
    found = []
    for _ in range(wanted + 10):
        page.keyboard.press("Tab")
        focused = page.evaluate(_FOCUSED)
        if focused is None:
            break
        if focused["number"] is not None:
            if focused["number"] in reached and len(reached) == wanted:
                break
            reached.add(focused["number"])
        if not focused["seen"] or not focused["shown"]:
            found.append(f"focus cannot be seen on {focused['what']}")
    if len(reached) < wanted:
        missing = sorted(set(range(wanted)) - reached)[:3]
        names = [
            page.locator(f"[data-walk='{number}']").first.evaluate("one => one.outerHTML.slice(0, 90)")
            for number in missing
        ]
        found.append(f"cannot be reached by Tab: {names}")
    return found
