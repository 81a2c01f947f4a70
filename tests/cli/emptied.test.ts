import { describe, expect, test } from 'vitest';
import { findEmptied } from '../../src/cli/html-emptied.ts';
import { scanHtml } from '../../src/cli/html-scan.ts';

/** The elements that go with their text, the outermost of those in each other, where all text with `彩` in it is gone. */
function emptied(html: string): string[] {
  const { document, pieces } = scanHtml(html);
  const ranges = findEmptied(html, document, pieces, new Set(pieces.filter(({ text }) => text.includes('彩'))));
  return ranges.filter((one) => !ranges.some((other) => other !== one && other.start <= one.start && one.end <= other.end)).map(({ start, end }) => html.slice(start, end));
}

describe('an element goes with its text', () => {
  test.each([
    ['a heading with its link', '<body><h1><a href="/">彩票</a></h1><p>文</p></body>', ['<h1><a href="/">彩票</a></h1>']],
    ['a list with its items, and what parts them', '<body><ul><li>彩票</li>|<li>彩金</li></ul><p>文</p></body>', ['<ul><li>彩票</li>|<li>彩金</li></ul>']],
    ['one of several', '<body><div><p>彩票</p><p>文</p></div></body>', ['<p>彩票</p>']],
    ['with a line break in it', '<body><p>彩票<br>彩金</p><p>文</p></body>', ['<p>彩票<br>彩金</p>']],
    ['not what holds a form, too', '<body><div><p>彩票</p><form></form></div><p>文</p></body>', ['<p>彩票</p>']],
    ['with attributes that say something', '<body><p title="文">彩票</p><p>文</p></body>', ['<p title="文">彩票</p>']],
  ])('%s', (_name, html, gone) => expect(emptied(html)).toEqual(gone));
});

describe('an element stays', () => {
  test.each([
    ['with other words in it', '<body><p>彩票<b>文</b></p></body>'],
    ['with a picture in it', '<body><p>彩票<img src="a.png"></p><p>文</p></body>'],
    ['a cell, which would move its neighbours', '<body><table><tr><td>彩票</td><td>文</td></tr></table></body>'],
    ['the title and the body', '<html><head><title>彩票</title></head><body>彩票</body></html>'],
    ['that was never closed', '<body><p>彩票<p>文</body>'],
    ['of which only an attribute is gone', '<body><p><img alt="彩票">&nbsp;</p><p>文</p></body>'],
    ['that crosses another one', '<body><b><i>彩票</b></i><p>文</p></body>'],
    ['of which nothing is gone', '<body><p></p><p>文</p></body>'],
  ])('%s', (_name, html) => expect(emptied(html)).toEqual([]));
});
