// What a screen reader is told: endings of what was watched, gathered for a second; errors at once.
const waiting = new Set();
let timer = null;

/** Says it politely, together with what else is said within the second. */
export function announce(text) {
  waiting.add(text);
  timer ??= setTimeout(() => {
    document.getElementById('status').textContent = [...waiting].join('. ');
    waiting.clear();
    timer = null;
  }, 1_000);
}

/** Says at once that something went wrong. */
export function alarm(text) {
  const region = document.getElementById('alert');
  region.textContent = '';
  requestAnimationFrame(() => { region.textContent = text; });
}
