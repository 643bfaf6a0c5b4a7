// What is wrong with the layout of this page; in either direction. An empty list is a sound page.
() => {
  const rtl = document.documentElement.dir === "rtl", wide = document.documentElement.clientWidth, wrong = [];
  const box = (element) => element.getBoundingClientRect();
  const seen = (element) => { const b = box(element); return b.width > 1 && b.height > 1 && getComputedStyle(element).visibility !== "hidden"; };
  const say = (what, element) => wrong.push(what + ": " + (element.closest("[data-component]")?.dataset.component ?? "page") + " " + element.outerHTML.slice(0, 90));
  if (document.documentElement.scrollWidth > wide) wrong.push("page is wider than the screen: " + document.documentElement.scrollWidth);
  for (const element of document.querySelectorAll("main *")) {
    if (!seen(element) || element.closest(".ui-family__scroll, .ui-table-scroll, .govuk-visually-hidden, svg")) continue;
    const b = box(element);
    if (b.left < -0.5 || b.right > wide + 0.5) say("beyond the edge", element);
    if (element.scrollWidth > element.clientWidth + 2 && getComputedStyle(element).overflowX === "visible" && getComputedStyle(element).display !== "inline") say("content overflows", element);
  }
  for (const label of document.querySelectorAll(".govuk-radios__label, .govuk-checkboxes__label")) {
    const input = box(document.getElementById(label.htmlFor)), text = box(label);
    const beside = rtl ? text.right <= input.left + 1 : text.left >= input.right - 1;
    if (!beside || text.top > input.bottom || text.bottom < input.top) say("label is not beside its box", label);
  }
  for (const fact of document.querySelectorAll(".ui-fact, .govuk-inset-text, .ui-identity-bar, .govuk-notification-banner")) {
    const style = getComputedStyle(fact), start = parseFloat(rtl ? style.borderRightWidth : style.borderLeftWidth), end = parseFloat(rtl ? style.borderLeftWidth : style.borderRightWidth);
    if (!(start >= 4 && end <= 1)) say("bar is not on the start side", fact);
  }
  for (const item of document.querySelectorAll(".moj-timeline__item, .ui-steps__step")) {
    const mark = getComputedStyle(item, "::before"), distance = parseFloat(rtl ? mark.right : mark.left);
    if (!(distance <= 2)) say("mark is not on the start side", item);
  }
  for (const line of document.querySelectorAll(".ui-search__line")) {
    const input = box(line.querySelector("input")), button = box(line.querySelector("button"));
    if (rtl ? button.right > input.left + 1 : button.left < input.right - 1) say("button overlaps its box", line);
  }
  for (const list of document.querySelectorAll(".govuk-task-list__item, .ui-nav__line, .ui-header__line, .govuk-summary-list__row, .ui-fact, .govuk-pagination, .ui-doors")) {
    const parts = [...list.children].filter(seen).map(box);
    parts.forEach((one, at) => parts.slice(at + 1).forEach((other) => {
      if (one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1) say("parts overlap", list);
    }));
  }
  for (const target of document.querySelectorAll("main button, main .govuk-button, main input:not([type=hidden])")) {
    const b = box(target);
    if (seen(target) && (b.height < 24 || b.width < 24)) say("too small for a thumb", target);
  }
  return wrong;
}
