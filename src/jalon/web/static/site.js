// Behaviour that HTML alone does not give. Every page works without it.
"use strict";

// A menu opened with a click closes with Escape, and gives the focus back.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.me[open]");
  if (open) { open.removeAttribute("open"); open.querySelector("summary").focus(); }
});

// A button that sends says so, and is not pressed twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  setTimeout(() => { delete form.dataset.sent; }, 4000);
});
