// Runs in every page before its own scripts; tells PageGuard what only the page can see.
(() => {
  if (window !== window.top) return;
  const tell = (kind, what) => window.waybillGuard(kind, String(what));
  const name = (node) => {
    if (!(node instanceof Element)) return String(node?.parentElement?.tagName ?? 'something removed');
    return node.outerHTML.slice(0, node.outerHTML.indexOf('>') + 1).slice(0, 160);
  };
  // What a person's own action brings is no shift: the browser excuses half a second after an input, and this what the server
  // answers to it, however long that takes. Nor is what a test does to the window to look at the page.
  const EXCUSED_MS = 500;
  const answers = [];
  let actedAt = -Infinity;
  let looking = false;
  for (const type of ['pointerdown', 'keydown', 'change']) {
    addEventListener(type, () => { actedAt = performance.now(); }, true);
  }
  const within = (at, moment) => moment >= at && moment - at < EXCUSED_MS;
  const excused = (moment) => within(actedAt, moment) || answers.some(({ from, to }) => moment >= from && (to === null || moment - to < EXCUSED_MS));
  const ask = window.fetch;
  window.fetch = async (...request) => {
    const from = performance.now();
    if (!excused(from)) return ask(...request);
    const answer = { from, to: null };
    answers.push(answer);
    try {
      return await ask(...request);
    } finally {
      answer.to = performance.now();
    }
  };
  const shifts = (entries) => {
    for (const entry of entries) {
      if (!entry.hadRecentInput && !looking && !excused(entry.startTime)) {
        tell('shift', `${entry.value} ${entry.sources.map((source) => name(source.node)).join(', ')}`);
      }
    }
  };
  const observer = new PerformanceObserver((list) => shifts(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });
  window.waybillGuardFlush = () =>
    new Promise((done) => {
      requestAnimationFrame(() =>
        setTimeout(() => {
          shifts(observer.takeRecords());
          done();
        }),
      );
    });
  // until what the window was before and after has been painted
  window.waybillGuardLook = (on) =>
    new Promise((done) => {
      requestAnimationFrame(() =>
        requestAnimationFrame(() =>
          setTimeout(() => {
            shifts(observer.takeRecords());
            looking = on;
            done();
          }),
        ),
      );
    });
  document.addEventListener('securitypolicyviolation', (event) => {
    tell('content security policy', `${event.violatedDirective} refused ${event.blockedURI} ${event.sample}`);
  });
  document.addEventListener(
    'toggle',
    (event) => {
      if (event.target instanceof HTMLDialogElement && event.newState === 'open') {
        tell('dialog', event.target.getAttribute('aria-label') ?? event.target.textContent.trim().slice(0, 60));
      }
    },
    true,
  );
})();
