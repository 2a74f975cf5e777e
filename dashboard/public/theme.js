// Runs before the first paint, so that a chosen theme never flashes the other one. A file and not inline, for the CSP.
try {
  const theme = localStorage.getItem("storeplane-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage can be forbidden; the system's theme is used then.
}
