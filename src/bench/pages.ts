import { readdirSync, readFileSync } from 'node:fs';
import { infectLines, makeTable } from '../eval/kit.ts';

const TEXTS = new URL('../../tests/texts/articles/', import.meta.url);
const KEYWORDS = new URL('../../tests/demo/keywords.txt', import.meta.url);

/** A row of English words: clean, and with brackets and lists as ordinary pages have them. */
const ENGLISH =
  'The canal was dug in three years (two fewer than planned), and boats carried coal, salt, timber and letters through it. ' +
  'Nobody asked who would keep the banks; the towns did, each for itself, until the railway came. ';

/** Lines of the project's own articles, each line a new one: the number says which. */
export function chineseLines(bytes: number): string[] {
  const all = readdirSync(TEXTS).sort().flatMap((name) => readFileSync(new URL(name, TEXTS), 'utf8').split('\n')).filter((line) => line.trim() !== '');
  const lines: string[] = [];
  for (let i = 0, size = 0; size < bytes; i++) {
    const line = i < all.length ? all[i]! : `${all[i % all.length]}（第${i}段）`;
    lines.push(line);
    size += Buffer.byteLength(line);
  }
  return lines;
}

/** The same lines as the kit leaves them. */
export function infectedLines(bytes: number): string[] {
  // Annotations make a page a quarter larger.
  return infectLines(chineseLines(bytes / 1.25), makeTable(7)).map(({ infected }) => infected);
}

/** `infected`: the Chinese page as the kit leaves it. */
export type PageKind = 'english' | 'chinese' | 'infected';

/** A page of about so many bytes: navigation, headings, paragraphs with inline tags. No script. */
export function page(kind: PageKind, bytes: number): string {
  const lines = kind === 'english'
    ? Array.from({ length: Math.ceil(bytes / (2 * ENGLISH.length)) }, (_, i) => `${i}. ${ENGLISH.repeat(2)}`)
    : kind === 'chinese' ? chineseLines(bytes) : infectedLines(bytes);
  const keywords = readFileSync(KEYWORDS, 'utf8').trim().split('\n').slice(0, 8).join(',');
  const spam = kind === 'infected' ? `<h1><a href="/">${keywords}</a></h1>` : '';
  const body = lines.map((line, i) => paragraph(line, i)).join('\n');
  return `<!doctype html><html lang="${kind === 'english' ? 'en' : 'zh-CN'}"><meta charset="utf-8"><title>${kind === 'infected' ? keywords : lines[0]!.slice(0, 30)}</title>
<style>body{font:16px/1.8 serif;max-width:42em;margin:auto}nav a{margin:1em}</style>
<body>${spam}<nav>${lines.slice(0, 12).map((line, i) => `<a href="/${i}">${escaped(line.slice(0, 6))}</a>`).join('')}</nav>
<main>${body}</main></body></html>`;
}

/** A page that changes a text of its own so many times a second. */
export function busyPage(kind: PageKind, bytes: number, perSecond: number): string {
  const script = `<ul id="ticker">${'<li>0</li>'.repeat(50)}</ul><script>
    const cells = document.querySelector('#ticker').children; let n = 0, last = performance.now();
    setInterval(() => { const now = performance.now(); for (; last < now; last += ${1000 / perSecond}) cells[n++ % 50].textContent = '第' + n + '次更新'; }, 4);
  </script>`;
  return page(kind, bytes).replace('</main>', `</main>${script}`);
}

function paragraph(line: string, i: number): string {
  if (i % 12 === 0) return `<h2>${escaped(line.slice(0, 20))}</h2><p>${escaped(line.slice(20))}</p>`;
  const middle = Math.floor(line.length / 2);
  return i % 3 === 0
    ? `<p>${escaped(line.slice(0, middle))}<b>${escaped(line.slice(middle, middle + 6))}</b>${escaped(line.slice(middle + 6))}</p>`
    : `<p>${escaped(line)}</p>`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
