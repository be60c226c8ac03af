// Runs in every page before its own scripts; tells PageGuard what only the page can see.
(() => {
  if (window !== window.top) return;
  const tell = (kind, what) => window.waybillGuard(kind, String(what));
  const name = (node) => {
    if (!(node instanceof Element)) return String(node?.parentElement?.tagName ?? 'something removed');
    return node.outerHTML.slice(0, node.outerHTML.indexOf('>') + 1).slice(0, 160);
  };
  const shifts = (entries) => {
    for (const entry of entries) {
      if (!entry.hadRecentInput) {
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
