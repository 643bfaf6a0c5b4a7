// What pages do better with a script; each of them works without.
import { Button } from "./node_modules/govuk-frontend/dist/govuk/components/button/button.mjs";
import { ErrorSummary } from "./node_modules/govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
function all(within, name, start) {
  for (const element of within.querySelectorAll(`[data-module="${name}"]`)) {
    if (!element.dataset.started) {
      element.dataset.started = "yes";
      start(element);
    }
  }
}

// How much may still be written: figures only, so that no language is needed.
function count(group) {
  const box = group.querySelector("textarea, input");
  const told = group.querySelector(".govuk-character-count__message");
  const limit = Number(group.dataset.maxlength);
  const figures = document.createElement("span");
  figures.setAttribute("aria-hidden", "true");
  told.append(" ", figures);
  const show = () => {
    const length = [...box.value.replace(/\n/g, "\r\n")].length;
    figures.textContent = `(\u2066${length} / ${limit}\u2069)`;
    told.classList.toggle("govuk-character-count__message--over", length > limit);
  };
  box.addEventListener("input", show);
  show();
}

// Leave at once: nothing readable stays on the screen, and the back button does not lead here.
function leave(block) {
  const link = block.querySelector("a");
  const go = () => {
    document.body.replaceChildren();
    document.title = "";
    window.location.replace(link.href);
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    go();
  });
  let presses = [];
  document.addEventListener("keyup", (event) => {
    presses = event.key === "Shift" ? [...presses.filter((at) => event.timeStamp - at < 3000), event.timeStamp] : [];
    if (presses.length >= 3) go();
  });
}

// A small picture of what was chosen, so that a blurred photograph is seen before it is sent.
function preview(block) {
  const box = block.querySelector("input[type=file]");
  const shown = document.createElement("div");
  shown.className = "ui-upload__preview";
  block.append(shown);
  box.addEventListener("change", () => {
    for (const picture of shown.querySelectorAll("img")) URL.revokeObjectURL(picture.src);
    shown.replaceChildren();
    for (const file of box.files) {
      if (!file.type.startsWith("image/")) continue;
      const picture = document.createElement("img");
      picture.src = URL.createObjectURL(file);
      picture.alt = "";
      shown.append(picture);
    }
  });
}

function start(within) {
  all(within, "govuk-button", (element) => new Button(element));
  all(within, "govuk-error-summary", (element) => new ErrorSummary(element));
  all(within, "govuk-character-count", count);
  all(within, "govuk-exit-this-page", leave);
  all(within, "ui-upload", preview);
}
start(document);
document.addEventListener("htmx:load", (event) => start(event.target));
