// Asks for the API token.

import { html, useRef } from "./ui.js";
import { storeToken } from "./api.js";
import { Dialog } from "./parts.js";

export function TokenDialog({ refused, onEntered, onClose }) {
  const input = useRef(null);
  const submit = (event) => {
    event.preventDefault();
    const token = input.current.value.trim();
    if (token) {
      storeToken(token);
      onEntered();
    }
  };
  return html`<${Dialog} title="Token" onClose=${onClose}>
    <form onSubmit=${submit}>
      <p>${refused
        ? "The gateway does not know this token. Enter another one."
        : "This gateway answers only with a token of gateway.admin.tokens."}</p>
      <label class="field"><span>Token</span>
        <input ref=${input} type="password" autocomplete="off" spellcheck="false" required aria-describedby="token-note" /></label>
      <p id="token-note" class="muted">This tab keeps it until you close the tab. It never becomes part of an address.</p>
      <p class="actions">
        <button type="button" onClick=${onClose}>Cancel</button>
        <button type="submit" class="primary">Continue</button>
      </p>
    </form>
  <//>`;
}
