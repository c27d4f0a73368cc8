// The view library: Preact with htm. The scripts of lib/ define the globals. Text in templates is always escaped.

const { h, render } = globalThis.preact;

export const html = globalThis.htm.bind(h);
export { render };
export const { useState, useEffect, useRef, useMemo, useCallback } = globalThis.preactHooks;
