/* Open the tab that the address names. */
var target = document.getElementById(location.hash.slice(1));
if (target && target.name) target.checked = target.name.startsWith("__tabbed_");
