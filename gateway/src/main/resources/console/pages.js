// Further pages of a list, read on demand. At most MAX_PAGES are kept.

import { html, useEffect, useState } from "./ui.js";
import { get } from "./api.js";
import { Failure } from "./parts.js";

const MAX_PAGES = 20;

/** Returns {items, button}: the items after the first page, and a button for the next page while there is one. */
export function usePages(path, next) {
  const [pages, setPages] = useState([]);
  const [error, setError] = useState(null);
  useEffect(() => {
    setPages([]);
    setError(null);
  }, [path]);
  const after = pages.length === 0 ? next : pages.at(-1).next;
  const more = async () => {
    try {
      const page = await get(path + (path.includes("?") ? "&" : "?") + new URLSearchParams({ after }));
      setPages((old) => [...old, page]);
      setError(null);
    } catch (problem) {
      setError(problem);
    }
  };
  const button = html`<${Failure} error=${error} />
    ${after && pages.length < MAX_PAGES && html`<p><button type="button" onClick=${more}>Show more</button></p>`}
    ${after && pages.length >= MAX_PAGES && html`<p class="muted">Use a filter to see others.</p>`}`;
  return { items: pages.flatMap((page) => page.items), button };
}
