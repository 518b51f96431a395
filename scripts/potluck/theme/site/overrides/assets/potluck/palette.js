/* Light or dark, as chosen before, while the page is still empty: no flash of the other one. */
var palette = __md_get("__palette");
if (palette && palette.color) {
  if (palette.color.media === "(prefers-color-scheme)") {
    var wanted = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    var option = document.querySelector(`[data-md-color-media='(prefers-color-scheme: ${wanted})']`);
    for (var part of ["media", "scheme", "primary", "accent"]) {
      palette.color[part] = option.getAttribute("data-md-color-" + part);
    }
  }
  for (var [key, value] of Object.entries(palette.color)) {
    document.body.setAttribute("data-md-color-" + key, value);
  }
}
