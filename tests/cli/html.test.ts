import { afterAll, describe, expect, test } from 'vitest';
import { demoPages } from '../demo/pages.ts';
import { findEmptied } from '../../src/cli/html-emptied.ts';
import { scanHtml } from '../../src/cli/html-scan.ts';
import { clean, start } from './command.ts';
import { plainlyAnnotated } from './infected.ts';

const paragraphs = plainlyAnnotated('marathon').map((line) => `<p>${line.infected}</p>`).join('\n');
const honest = plainlyAnnotated('marathon').map((line) => `<p>${line.honest}</p>`).join('\n');
/** An annotated clause of the page, to stand in places of interest. */
const { infected: ANNOTATED, honest: HONEST, traditional: TRADITIONAL } = plainlyAnnotated('marathon')
  .flatMap(({ infected, honest: written, traditional }) => {
    const parts = [infected, written, traditional].map((text) => text.split('，'));
    return parts[0]!.map((part, i) => ({ infected: part, honest: parts[1]![i]!, traditional: parts[2]![i]! }));
  })
  .find(({ infected }) => /^(?=.*\()[\u4e00-\u9fffa-z\u00e0-\u01dc()]+$/.test(infected))!;

const command = start();
afterAll(() => command.close());

/** Cleans a piece of HTML in the company of a page that the kit was at. */
async function cleanIn(piece: string): Promise<string> {
  const { html } = await command.ask({ html: `<!doctype html><html><body>\n${piece}\n${paragraphs}</body></html>` });
  const end = html.indexOf(`\n${honest}`);
  return html.slice('<!doctype html><html><body>\n'.length, end < 0 ? undefined : end);
}

describe.concurrent('where text is repaired', () => {
  test.each([
    ['text', (text: string) => `<p class=x>${text}</p >`],
    ['text among tags that are never closed', (text: string) => `<div><b><i>${text}<ul><li>a`],
    ['an attribute', (text: string) => `<img ALT='${text}' src="a.png">`],
    ['an attribute without quotes', (text: string) => `<img alt="${text}"><br/>`],
    ['a placeholder', (text: string) => `<input placeholder="${text}">`],
    ['the words on a button', (text: string) => `<input type=submit value="${text}">`],
    ['text that a table throws out', (text: string) => `<table>${text}<tr><td>x</table>`],
    ['text on both sides of an end tag without a beginning, with a > in it', (text: string) => `<p>三 > 二，${text}</x<b>，一 < 二，${text}`],
  ])('%s', async (_name, html) => {
    expect(await cleanIn(html(ANNOTATED))).toContain(html(HONEST));
  });

  test('character references: those of changed text are written out, the others stay', async () => {
    const references = [...ANNOTATED].map((char) => `&#${char.codePointAt(0)};`).join('');
    expect(await cleanIn(`<p>&nbsp;&#169;&amp;lt; x${references}</p>`)).toMatch(/^<p>&nbsp;&#169;&amp;lt; x/);
    expect(await cleanIn(`<p>${references}</p>`)).not.toContain('(');
  });
});

describe.concurrent('what stands around a change stays as it is written', () => {
  test.each([
    ['text', (text: string) => `<p>${text}&nbsp;&#169;\r\n&amp;&hellip;${text}</p>`],
    ['an attribute', (text: string) => `<img alt='${text}&nbsp;"&#169;"${text}'>`],
  ])('%s', async (_name, html) => {
    expect(await cleanIn(html(ANNOTATED))).toContain(html(HONEST));
  });

  test.each([
    ['alt', '<img alt=VALUE src=a.png>'],
    ['the content of a description', '<meta name=description content=VALUE>'],
  ])('a value without quotes gets them where it changes: %s', async (_name, html) => {
    const value = `${ANNOTATED}&nbsp;x`;
    expect(await cleanIn(html.replace('VALUE', value))).toContain(html.replace('VALUE', `"${HONEST}\u00a0x"`));
    expect(await cleanIn(html.replace('VALUE', '甲&nbsp;x'))).toContain(html.replace('VALUE', '甲&nbsp;x'));
  });
});

describe.concurrent('what is never touched', () => {
  test.each([
    ['script', (text: string) => `<script>var a = "${text}";</script>`],
    ['style', (text: string) => `<style>a::after { content: "${text}"; }</style>`],
    ['textarea', (text: string) => `<textarea>${text}</textarea>`],
    ['select', (text: string) => `<select><option>${text}</option></select>`],
    ['code', (text: string) => `<p><code>${text}</code></p>`],
    ['pre', (text: string) => `<pre>${text}</pre>`],
    ['a comment among text that a table throws out', (text: string) => `<table>甲<!-- > ${text} -->乙<tr><td>x</table>`],
    ['a script among text that a table throws out', (text: string) => `<table>甲<script>var a = "${text}";</script>乙<tr><td>x</table>`],
    ['a style sheet there', (text: string) => `<table>甲<style>a::after { content: "${text}"; }</style>乙</table>`],
    ['a cell of code there', (text: string) => `<table>甲<tr><td><code>${text}</code></td></tr>乙</table>`],
    ['a cell with a textarea there', (text: string) => `<table>甲<tr><td><textarea>${text}</textarea></td></tr>乙</table>`],
    ['what a list offers for a field', (text: string) => `<input list="l"><datalist id="l"><option>${text}</option></datalist>`],
    ['a cell that is written in there', (text: string) => `<table>甲<tr><td contenteditable>${text}</td></tr>乙</table>`],
    ['an attribute with a > in it there', (text: string) => `<table>甲<tr data-title=">${text}"><td>x</td></tr>乙</table>`],
    ['xmp, listing and noembed', (text: string) => `<xmp>${text}</xmp><listing>${text}</listing><noembed>${text}</noembed>`],
    ['kbd and samp', (text: string) => `<kbd>${text}</kbd><samp>${text}</samp>`],
    ['svg', (text: string) => `<svg><text>${text}</text></svg>`],
    ['math', (text: string) => `<math><mtext>${text}</mtext></math>`],
    ['contenteditable', (text: string) => `<div contenteditable><p>${text}</p></div>`],
    ['what a user typed', (text: string) => `<input value="${text}">`],
    ['what a button with a name sends', (text: string) => `<input type="submit" name="go" value="${text}">`],
    ['a comment', (text: string) => `<!-- ${text} -->`],
    ['other attributes', (text: string) => `<a data-title="${text}" href="/${text}">x</a>`],
  ])('%s', async (_name, html) => {
    expect(await cleanIn(html(ANNOTATED))).toContain(html(ANNOTATED));
  });

  test.each(['translate="no"', 'class="a notranslate"'])('%s keeps its script', async (attribute) => {
    expect(await cleanIn(`<p ${attribute}>${ANNOTATED}</p>`)).toContain(`<p ${attribute}>${TRADITIONAL}</p>`);
  });

  test('a cell with translate="no" among text that a table throws out keeps its script', async () => {
    const page = (text: string) => `<table>甲<tr><td translate="no">${text}</td></tr>乙</table>`;
    expect(await cleanIn(page(ANNOTATED))).toContain(page(TRADITIONAL));
  });

  test.each([
    ['Chinese in a Japanese page is converted', '<html lang="ja"><p>國家</p><p lang="zh-Hant"><b>國家</b></p>', '<html lang="ja"><p>國家</p><p lang="zh-Hant"><b>国家</b></p>'],
    ['Japanese in a Chinese page is not', '<html lang="zh"><p>國家</p><p lang="ja"><b>國家</b></p>', '<html lang="zh"><p>国家</p><p lang="ja"><b>國家</b></p>'],
    ['what is not to be translated stays whatever its language', '<p translate="no"><b lang="zh">國家</b></p>', '<p translate="no"><b lang="zh">國家</b></p>'],
    ['what is to be translated within that is', '<p translate="no">國<b translate="yes">國</b><b translate>國</b><b translate="what">國</b></p>', '<p translate="no">國<b translate="yes">国</b><b translate>国</b><b translate="what">國</b></p>'],
  ])('the nearest lang and translate count: %s', async (_name, page, converted) => {
    expect((await clean(['--format', 'html', '--script', 'cn'], page)).text).toBe(converted);
  });

  test('a script among text that a table throws out, on a clean page that is to be Simplified', async () => {
    const page = (text: string) => `<table><tr><td>中</td></tr>${text}<script>var u = "/國家/發展.html";</script>${text}<tr><td>中</td></tr></table>`;
    expect((await clean(['--format', 'html', '--script', 'cn'], page('廣告'))).text).toBe(page('广告'));
  });
});

describe.concurrent('demo pages', () => {
  const pages = demoPages();

  test.each(pages.filter((page) => page.damage.startsWith('none')).map((page) => [page.name, page.html]))('%s stays byte for byte', async (_name, html) => {
    expect((await clean(['--format', 'html'], html)).text).toBe(html);
  });

  test.each(pages.filter((page) => page.html !== page.honest).map((page) => [page.name, page]))('%s: spam, boxes and annotations are gone, the frame stays', async (_name, page) => {
    const { text } = await clean(['--format', 'html'], page.html);
    expect(text).not.toMatch(/澳门赌场|百家乐|pl_css_ganrao|感谢您访问本站/);
    expect(text).not.toMatch(/[\u4e00-\u9fff]\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǘǚǜ]{2,6} ?\)/);
    const style = page.html.slice(page.html.indexOf('<style>'), page.html.indexOf('</style>'));
    expect(text).toContain(style);
    expect(text.match(/<p>/g)).toHaveLength(page.honest.match(/<p>/g)!.length);
  });

  test('--no-spam leaves boxes and keywords', async () => {
    const { text } = await clean(['--format', 'html', '--no-spam'], pages[0]!.html);
    expect(text.match(/pl_css_ganrao/g)).toHaveLength(3);
    expect(text).toContain('感谢您访问本站');
  });
});

describe.concurrent('charset', () => {
  /** GBK bytes of the page, with its declaration. */
  const page = (inner: string) => `<html><head><meta charset="gbk"></head><body>${inner}</body></html>`;

  async function encode(text: string): Promise<Buffer> {
    const { encodeGbk } = await import('../../src/eval/gbk.ts');
    return Buffer.from(encodeGbk(text));
  }

  test('as declared, and written back in it', async () => {
    const result = await clean(['--format', 'html'], await encode(page(paragraphs)));
    expect(result.bytes.equals(await encode(page(honest)))).toBe(true);
  });

  test('--charset overrules the declaration', async () => {
    const bytes = await encode(page(paragraphs).replace('gbk', 'big5'));
    const result = await clean(['--format', 'html', '--charset', 'gbk'], bytes);
    expect(result.bytes.equals(await encode(page(honest).replace('gbk', 'big5')))).toBe(true);
  });

  test('UTF-8 that still declares its old charset is read as UTF-8', async () => {
    expect((await clean(['--format', 'html'], page(paragraphs))).text).toBe(page(honest));
  });
});

describe('a tag without an end takes time by its length, and not by the square of that', () => {
  /** @param take what takes time by the length of its input, begun anew so many times as long */
  function inTime(take: (times: number) => void): void {
    const time = (times: number): number => {
      const from = performance.now();
      take(times);
      return performance.now() - from;
    };
    time(1);
    expect(time(16)).toBeLessThan(12 * Math.max(time(4), 5));
  }

  test('a link that says often that it is canonical', () => inTime((times) => scanHtml(`<link ${'rel=canonical '.repeat(2000 * times)}`)));

  test('a long name, among what was emptied', () => inTime((times) => {
    const html = `<p>x</p><a${'-a'.repeat(2000 * times)}`;
    const { document, pieces } = scanHtml(html);
    findEmptied(html, document, pieces, new Set(pieces));
  }));
});
