// Starts the console: the frame around all views, the choice of the view, and the dialog for the token.

import { html, render, useEffect, useRef, useState } from "./ui.js";
import { forgetToken, hasToken, whenUnauthorized } from "./api.js";
import { go, link, useRoute } from "./route.js";
import { TokenDialog } from "./token.js";
import { Overview } from "./overview.js";
import { ChargePoints } from "./charge-points.js";
import { ChargePoint } from "./charge-point.js";
import { Refusals } from "./refusals.js";
import { Audit, Bans } from "./lists.js";
import { Search } from "./search.js";
import { Empty } from "./parts.js";

const SECTIONS = [
  ["Overview", []],
  ["Charge points", ["charge-points"]],
  ["Refusals", ["refusals"]],
  ["Bans", ["bans"]],
  ["Audit", ["audit"]],
];

function View({ route }) {
  const [section, id, tab] = route.path;
  switch (section) {
    case undefined:
      return html`<${Overview} />`;
    case "charge-points":
      return id === undefined
        ? html`<${ChargePoints} query=${route.query} />`
        : html`<${ChargePoint} key=${id} id=${id} tab=${tab ?? "frames"} query=${route.query} />`;
    case "refusals":
      return html`<${Refusals} query=${route.query} />`;
    case "bans":
      return html`<${Bans} />`;
    case "audit":
      return html`<${Audit} />`;
    case "search":
      return html`<${Search} text=${route.query.get("q") ?? ""} />`;
    default:
      return html`<h1>No such page</h1><${Empty}>This address has no page. <a href="#/">Go to the overview</a>.<//>`;
  }
}

function SearchBox({ text }) {
  const input = useRef(null);
  const submit = (event) => {
    event.preventDefault();
    const value = input.current.value.trim();
    if (value) {
      go(link(["search"], { q: value }));
    }
  };
  useEffect(() => {
    input.current.value = text;
  }, [text]);
  return html`<form class="search" role="search" onSubmit=${submit}>
    <label class="visually-hidden" for="search">Search</label>
    <input id="search" ref=${input} type="search" autocomplete="off" spellcheck="false" maxlength="200"
      placeholder="Identity, serial, address, message or command id" />
    <button type="submit">Search</button>
  </form>`;
}

function Navigation({ current }) {
  return html`<nav aria-label="Sections"><ul>${SECTIONS.map(([title, path]) => html`<li>
    <a href=${link(path)} aria-current=${current === path[0] ? "page" : undefined}>${title}</a></li>`)}</ul></nav>`;
}

function titleOf({ path }) {
  const [section, id] = path;
  const title = SECTIONS.find((entry) => entry[1][0] === section)?.[0] ?? "Search";
  return (id ?? title) + " · OCPP gateway";
}

function App() {
  const route = useRoute();
  const [asking, setAsking] = useState(null);
  const [round, setRound] = useState(0);
  const main = useRef(null);
  const first = useRef(true);
  const place = route.path.slice(0, 2).join("/");
  useEffect(() => whenUnauthorized((refused) => setAsking({ refused })), []);
  useEffect(() => {
    document.title = titleOf(route);
    if (!first.current) {
      main.current.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    first.current = false;
  }, [place]);
  const entered = () => {
    setAsking(null);
    setRound((n) => n + 1);
  };
  const forget = () => {
    forgetToken();
    setRound((n) => n + 1);
  };
  const skip = (event) => {
    event.preventDefault();
    main.current.focus();
  };
  return html`
    <a class="skip" href="#main" onClick=${skip}>Skip to the content</a>
    <header>
      <a class="brand" href="#/"><img src="icon.svg" alt="" width="28" height="28" /><span>OCPP gateway</span></a>
      <${Navigation} current=${route.path[0]} />
      <${SearchBox} text=${route.path[0] === "search" ? route.query.get("q") ?? "" : ""} />
    </header>
    <main ref=${main} id="main" tabindex="-1"><${View} key=${round} route=${route} /></main>
    <footer>
      <a href="../api/openapi.yaml">API description</a>
      <a href="licences.txt">Licences</a>
      ${hasToken() && html`<button type="button" class="plain" onClick=${forget}>Forget the token</button>`}
    </footer>
    ${asking && html`<${TokenDialog} refused=${asking.refused} onEntered=${entered} onClose=${() => setAsking(null)} />`}`;
}

const root = document.getElementById("app");
root.replaceChildren();
render(html`<${App} />`, root);
