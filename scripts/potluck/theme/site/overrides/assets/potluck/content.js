/* Open the tab that the address names. */
var target = document.getElementById(location.hash.slice(1));
if (target && target.name) target.checked = target.name.startsWith("__tabbed_");

/* Menu and search by keyboard: a button opens what Material ties to a hidden checkbox, and what is
   opened gets the focus; Escape closes it, and so does leaving the menu. */
const menu = document.querySelector(".md-sidebar--primary");
const opens = {
  drawer: () => [...menu.querySelectorAll("a, label[tabindex]")].find((each) => each.checkVisibility({ visibilityProperty: true })),
  search: () => document.querySelector(".md-search__input"),
};
for (const button of document.querySelectorAll("[data-pl-opens]")) {
  const box = document.querySelector(`[data-md-toggle=${button.dataset.plOpens}]`);
  button.addEventListener("click", () => {
    box.click();
    if (box.checked) opens[button.dataset.plOpens]().focus();
  });
  box.addEventListener("change", () => button.setAttribute("aria-expanded", box.checked));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.checked) return;
    box.click();
    button.focus();
  }, true);
}
menu.addEventListener("focusout", (event) => {
  const box = document.querySelector("[data-md-toggle=drawer]");
  if (box.checked && event.relatedTarget && !menu.contains(event.relatedTarget)) box.click();
});

/* Material wraps tables and code, and lists what the search found, when the page is there: what
   scrolls is reached by keyboard, and a button or some tags are no landmark of the page. */
const reach = () => {
  for (const nav of document.querySelectorAll("nav.md-code__nav, nav.md-tags")) nav.setAttribute("role", "none");
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset__table > table")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
};
const changing = new MutationObserver(reach);
for (const place of document.querySelectorAll("article, .md-search-result")) {
  changing.observe(place, { childList: true, subtree: true });
}
for (const moment of ["load", "resize"]) addEventListener(moment, reach);
