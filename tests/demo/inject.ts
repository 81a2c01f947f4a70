import { randomFrom, shuffle } from '../../src/eval/random.ts';

/**
 * What the kit adds to a page: keywords in title and meta as numeric character references, a first line with a link,
 * hidden boxes of empty elements, and an off-screen link farm.
 */
export function inject(html: string, keywords: readonly string[], seed: number): string {
  const random = randomFrom(seed);
  const some = (count: number) => shuffle([...keywords], random).slice(0, count);
  const title = references(some(6).join(','));
  return html
    .replace(/<title>[^<]*/, `<title>${title}`)
    .replace(/(<meta name="(?:keywords|description)" content=")[^"]*/g, `$1${title}`)
    .replace('<body>', `<body>\n${box(random)}\n<h1><a href="/">${some(7).join(',')}</a></h1>`)
    .replace('</body>', `${linkFarm(some(10))}\n${box(random)}\n</body>`)
    .replace('</html>', `</html>\n${box(random)}`);
}

function references(text: string): string {
  return [...text].map((char) => `&#${char.codePointAt(0)};`).join('');
}

const NAMES = ['td', 'tr', 'th', 'tbody', 'tfoot', 'fieldset', 'rt', 'ul', 'li', 'dfn', 'cite', 'acronym', 'small', 'legend'];

function box(random: () => number): string {
  const id = Array.from({ length: 5 }, () => Math.floor(random() * 36).toString(36)).join('');
  const elements = Array.from({ length: 36 }, () => {
    const name = NAMES[Math.floor(random() * NAMES.length)]!;
    return `<${name} id="${id}"></${name}>`;
  });
  return `<div id="${id}" class="pl_css_ganrao" style="display: none;">${elements.join('')}</div>`;
}

function linkFarm(keywords: readonly string[]): string {
  const links = keywords.map((keyword, i) => `<a href="/tag/${i}.html">${keyword}</a>`).join('|');
  return `<div style="position:absolute;left:-9999px;height:0;overflow:hidden">感谢您访问本站，您可能还喜欢：${links}</div>`;
}
