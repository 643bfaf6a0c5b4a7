// Says so two minutes before a session ends by itself, and keeps it open where somebody presses or goes on typing.
// Without this script the session ends unannounced, and what is sent afterwards is kept until signing in again.
const place = document.querySelector("[data-idle-seconds]");

if (place) {
  const seconds = Number(place.dataset.idleSeconds);
  const told = Math.min(120, seconds / 2);
  const again = Math.min(300, seconds / 4);
  let timer = 0;
  let known = Date.now();

  const begin = () => {
    known = Date.now();
    place.replaceChildren();
    clearTimeout(timer);
    timer = setTimeout(tell, (seconds - told) * 1000);
  };

  const stay = async (form) => {
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body: new FormData(form), redirect: "manual" });
    if (answer.status === 204) begin();
    return answer.status === 204;
  };

  const tell = () => {
    place.append(place.ownerDocument.importNode(document.getElementById("idle-words").content, true));
    const box = place.firstElementChild;
    Object.assign(box.style, { position: "fixed", insetInline: "0", insetBlockEnd: "0", margin: "0", zIndex: "10" });
    place.querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!(await stay(event.target))) place.replaceChildren();
    });
  };

  document.addEventListener("input", () => {
    if (Date.now() - known < again * 1000) return;
    known = Date.now();
    stay(document.getElementById("idle-words").content.querySelector("form"));
  });

  begin();
}
