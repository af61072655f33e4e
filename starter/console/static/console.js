// What this script does can be done without it. It keeps a form from being
// sent twice by one impatience, ticks a whole list, counts what is ticked,
// takes a file that is dropped, and refreshes a progress report.
"use strict";

document.documentElement.classList.add("scripted");

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-once]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
  // A page that comes back from the browser's store can be sent again.
  window.addEventListener("pageshow", () => delete form.dataset.sent, { once: true });
});

for (const all of document.querySelectorAll("input[data-all]")) {
  const form = all.form;
  const boxes = () => form.querySelectorAll(`input[type=checkbox][name="${all.dataset.all}"]`);
  const count = form.querySelector(`[data-count="${all.dataset.all}"]`);
  const show = () => {
    const ticked = [...boxes()].filter((b) => b.checked).length;
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && !all.checked;
    if (count) count.textContent = ticked ? `${ticked} / ${boxes().length}` : "";
  };
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const b of boxes()) b.checked = all.checked;
    show();
  });
  form.addEventListener("change", show);
  show();
}

for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector("input[type=file]");
  const stop = (event) => event.preventDefault();
  zone.addEventListener("dragover", (event) => {
    stop(event);
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    stop(event);
    zone.classList.remove("over");
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
}

const refusal = document.getElementById("refusal");
if (refusal) refusal.focus();

const poll = async () => {
  const section = document.querySelector("[data-poll]");
  if (!section) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (answer.ok) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(section.id);
      if (fresh) {
        // The live region itself stays, so that what changes in it is read out.
        if (section.innerHTML !== fresh.innerHTML) section.innerHTML = fresh.innerHTML;
        const beside = document.getElementById(section.dataset.with);
        const other = fresh.ownerDocument.getElementById(section.dataset.with);
        if (beside && other) beside.innerHTML = other.innerHTML;
        if (!fresh.hasAttribute("data-poll")) section.removeAttribute("data-poll");
      }
    }
  } catch {
    // The next turn asks again.
  }
  window.setTimeout(poll, Number(section.dataset.poll) || 1000);
};
window.setTimeout(poll, 1000);
