import { annotate, ARTICLE, SPAM } from '../browser/pages.ts';
import type { ServedPage } from '../browser/server.ts';

/** Pages that fight what cleans them. Each holds a damaged article; its first paragraph is `#first`. */

export const damage = [ARTICLE.first, ARTICLE.second, ARTICLE.third]
  .map(([text], i) => `<p${i === 0 ? ' id="first"' : ''}>${annotate(text)}</p>`).join('');

/** How many texts a page has that has too many: `npm run trust` takes ten times as many as the tests do, which takes a minute more. */
export const TEXTS = process.env.QINGYE_THOROUGH === undefined ? 20_000 : 200_000;

const page = (body: string, script = ''): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>頁</title><script>${script}</script></head><body>${body}</body></html>`;

const served = (html: string, headers: Readonly<Record<string, string>>): ServedPage =>
  ({ body: Buffer.from(html), headers: { 'content-type': 'text/html; charset=utf-8', ...headers } });

/** Notes under `window.seen` whatever a page can see of others in its document. */
const WATCH = `
window.seen = { attributes: [], nodes: [], events: [], messages: [], globals: [] };
const before = new Set(Reflect.ownKeys(window));
new MutationObserver((records) => {
  for (const { type, attributeName, addedNodes } of records) {
    if (type === 'attributes') seen.attributes.push(attributeName);
    for (const node of addedNodes) if (document.readyState === 'complete') seen.nodes.push(node.nodeName);
  }
}).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
const dispatch = EventTarget.prototype.dispatchEvent;
EventTarget.prototype.dispatchEvent = function (event) { seen.events.push(event.type); return dispatch.call(this, event); };
addEventListener('message', (event) => seen.messages.push(String(event.data)));
addEventListener('error', (event) => seen.events.push('error: ' + event.message));
window.lookAround = () => ({
  ...seen,
  globals: Reflect.ownKeys(window).filter((key) => !before.has(key) && !['seen', 'lookAround', 'before', 'dispatch'].includes(key)).map(String),
  sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
  highlights: [...(CSS.highlights?.keys() ?? [])],
  resources: performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => !name.endsWith('/favicon.ico')),
  marks: performance.getEntriesByType('mark').length + performance.getEntriesByType('measure').length,
  html: document.documentElement.outerHTML,
  storage: [...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie].join(),
});`;

/** Every door that another script could come through is a trap, and \`window.trapped\` counts who stepped in. */
const TRAPS = `
window.trapped = [];
const trap = (object, name) => {
  try {
    Object.defineProperty(object, name, { configurable: true, get() { trapped.push(name); throw new Error('trap'); }, set() { trapped.push(name); } });
  } catch {}
};
// The page can no longer be asked from outside: it tells the server itself, with what it kept of the built-ins.
const query = Document.prototype.querySelector.bind(document), get = fetch.bind(window), later = setInterval.bind(window);
const textOf = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent').get;
addEventListener('DOMContentLoaded', () => later(() => {
  get('/told?clean=' + (textOf.call(query('#first')) === ${JSON.stringify(ARTICLE.first[1])}) + '&trapped=' + trapped.length);
}, 100));
for (const name of ['version', 'enabled', 'allowlist', 'script', 'sites', 'clean', 'type', 'parts', 'kit', 'spam', 'text', 'then', 'settings', 'engine', 'page', 'policy']) trap(Object.prototype, name);
addEventListener('DOMContentLoaded', () => {
  for (const name of ['replaceData', 'data', 'nodeValue', 'appendData', 'substringData']) trap(CharacterData.prototype, name);
  for (const name of ['nodeValue', 'textContent', 'parentNode', 'firstChild', 'nextSibling', 'parentElement']) trap(Node.prototype, name);
  for (const name of ['setAttribute', 'getAttribute', 'matches', 'closest', 'shadowRoot']) trap(Element.prototype, name);
  for (const name of ['createTreeWalker', 'createRange', 'querySelectorAll']) trap(Document.prototype, name);
  for (const name of ['getComputedStyle', 'MutationObserver', 'requestAnimationFrame', 'setTimeout', 'WeakRef', 'WeakMap', 'Map', 'Set', 'chrome', 'browser', 'Intl', 'atob', 'DecompressionStream', 'Response', 'fetch', 'CSS']) trap(window, name);
  for (const name of ['push', 'splice', 'map', 'flatMap', Symbol.iterator]) trap(Array.prototype, name);
  for (const name of ['replace', 'replaceAll', 'slice', 'charCodeAt', 'normalize']) trap(String.prototype, name);
  for (const name of ['test', 'exec']) trap(RegExp.prototype, name);
  for (const name of ['get', 'set', 'has']) trap(Map.prototype, name);
});`;

const CLOBBER = ['nodeType', 'nodeName', 'localName', 'firstChild', 'lastChild', 'nextSibling', 'parentNode', 'parentElement', 'childNodes', 'children', 'attributes', 'shadowRoot', 'isConnected', 'matches', 'closest', 'hasAttribute', 'getAttribute', 'setAttribute', 'removeAttribute', 'getRootNode', 'ownerDocument', 'querySelector', 'querySelectorAll', 'contains', 'nodeValue', 'textContent', 'checkVisibility', 'id', 'className', 'classList', 'firstElementChild', 'nextElementSibling', 'previousElementSibling'];
const CLOBBER_DOCUMENT = ['querySelector', 'querySelectorAll', 'body', 'head', 'documentElement', 'createTreeWalker', 'title', 'getElementById', 'cookie'];

/** Deeper than parsers make it (512). Chromium by itself takes minutes for 100,000, without any extension. */
const DEPTH = 5000;

export const PAGES: Readonly<Record<string, string | ServedPage>> = {
  '/watching': page(damage, WATCH),
  '/watching-clean': page('<p id="first">這一頁沒有問題。</p>', WATCH),
  '/trapped': page(damage, TRAPS),
  '/clobbered': page(`<form id="form">${CLOBBER.map((name) => `<input name="${name}">`).join('')}${damage}</form>
    ${CLOBBER_DOCUMENT.map((name) => `<img name="${name}"><form name="${name}"></form>`).join('')}<p id="last">${annotate(ARTICLE.late[0])}</p>`),
  '/storm': page(`${damage}<ul id="storm"></ul>`, `
    window.frames = 0; window.calm = false;
    addEventListener('load', () => {
      const list = document.querySelector('#storm');
      const texts = [...document.querySelectorAll('p')].map((p) => p.textContent);
      const blow = () => {
        frames++;
        for (let i = 0; i < 40; i++) {
          const item = document.createElement('li');
          item.textContent = texts[i % 3];
          item.title = texts[i % 3].slice(0, 9);
          list.append(item);
          if (list.childNodes.length > 200) list.firstChild.remove();
          list.childNodes[(i * 7) % list.childNodes.length].firstChild.data = texts[(i + frames) % 3];
        }
        if (!calm) requestAnimationFrame(blow);
      };
      blow();
    });`),
  '/removing': page(damage.repeat(20), `
    window.removed = 0;
    new MutationObserver((records) => {
      for (const { type, target } of records) {
        if (type !== 'characterData' || !target.parentNode) continue;
        removed++;
        const p = target.parentNode;
        if (removed % 3 === 0) p.remove(); else if (removed % 3 === 1) document.body.prepend(p); else target.remove();
      }
    }).observe(document, { subtree: true, characterData: true });`),
  '/reopened': page('<p>等一等</p>', `
    let turn = 0;
    const again = () => { document.open(); document.write(${JSON.stringify(page(damage)).replaceAll('</', '<\\/')}); document.close(); if (++turn < 5) setTimeout(again, 60); };
    setTimeout(again, 60);`),
  '/locked': served(page(damage), { 'content-security-policy': "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'; sandbox allow-scripts" }),
  '/sandboxed-frame': page(`<iframe id="frame" sandbox="allow-scripts" srcdoc="${page(`${damage}<script>setInterval(() => parent.postMessage(document.querySelector('#first').textContent, '*'), 50)</script>`).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`,
    "addEventListener('message', (event) => { window.said = event.data; })"),
  '/other-origin': page(damage, "setInterval(() => parent.postMessage(document.querySelector('#first')?.textContent, '*'), 50)"),
  '/endless': page(`${damage}<div id="huge"></div><p id="last">${annotate(ARTICLE.late[0])}</p>`, `
    addEventListener('DOMContentLoaded', () => document.querySelector('#huge').append('天下大势，分久必合，合久必分。'.repeat(700000)));`),
  '/many': page(`${damage}<div id="many"></div>`, `
    addEventListener('DOMContentLoaded', () => {
      const parts = document.createDocumentFragment();
      for (let i = 0; i < ${TEXTS}; i++) parts.append(Object.assign(document.createElement('i'), { textContent: '天下大勢' }));
      const last = document.querySelector('p:last-of-type').cloneNode(true);
      last.id = 'last';
      document.querySelector('#many').append(parts);
      document.body.append(last);
    });`),
  '/deep': page(`${damage}<div id="deep" hidden></div>`, `
    addEventListener('DOMContentLoaded', () => {
      const top = document.createElement('div');
      let at = top;
      for (let i = 0; i < ${DEPTH}; i++) { const inner = document.createElement('b'); at.append(inner); at = inner; }
      at.append(document.querySelector('p').textContent);
      window.deepest = at;
      document.querySelector('#deep').append(top);
    });`),
  '/knocking': page(damage),
};

export { ARTICLE, SPAM, annotate };
