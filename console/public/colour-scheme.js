// Runs before the first paint so that the page never flashes in the wrong colours.
// A file of its own because the Content-Security-Policy forbids inline scripts.
(() => {
  let chosen = 'auto';
  try {
    chosen = localStorage.getItem('millrace-colour-scheme') || 'auto';
  } catch {
    // Storage may be switched off; the system's own setting is then used.
  }
  const dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
