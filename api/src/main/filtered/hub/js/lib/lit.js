// The one file that knows where lit-html lies; Maven writes its version.
export { html, svg, render, nothing, noChange } from '../../../../webjars/lit-html/@lit-html.version@/lit-html.js';
export { repeat } from '../../../../webjars/lit-html/@lit-html.version@/directives/repeat.js';
export { classMap } from '../../../../webjars/lit-html/@lit-html.version@/directives/class-map.js';
export { ifDefined } from '../../../../webjars/lit-html/@lit-html.version@/directives/if-defined.js';
export { keyed } from '../../../../webjars/lit-html/@lit-html.version@/directives/keyed.js';
export { live } from '../../../../webjars/lit-html/@lit-html.version@/directives/live.js';
export { ref, createRef } from '../../../../webjars/lit-html/@lit-html.version@/directives/ref.js';
