import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright';
import type { LegacyName } from '../../src/engine/mojibake/charsets.ts';
import { encode } from '../../src/eval/encode.ts';
import { type Lab, openLab } from './chromium.ts';

let lab: Lab;
beforeAll(async () => { lab = await openLab(); });
afterAll(() => lab?.close());

interface Shown {
  readonly page: Page;
  /**
   * Reads bytes again, those of the page if not given: every text and title of the body by what it becomes, or the error.
   * @param other a number: so many zeros
   */
  again(charset: string, other?: Uint8Array | number): Promise<string | (string | null)[]>;
}

/** Opens a page that is served as these bytes and this type. */
async function show(body: string, is: LegacyName | 'utf-8', contentType: string): Promise<Shown> {
  const bytes = encode(body, is)!;
  const page = await lab.show(contentType, bytes);
  return {
    page,
    again: (charset, other = bytes) => page.evaluate(([label, given]) => {
      const { readAgain, Journal } = (window as any).qingye;
      const raw = typeof given === 'number' ? new Uint8Array(given) : Uint8Array.from(atob(given), (c) => c.charCodeAt(0));
      const reading = readAgain(document, new Journal(), raw, label);
      if (typeof reading === 'string') return reading;
      const told: (string | null)[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
      while (walker.nextNode() !== null) {
        const node = walker.currentNode as any;
        if (node.nodeType === 3 && /\S/.test(node.data)) told.push(reading.textOf({ node, name: null }, node.data));
        if (node.title) told.push(reading.textOf({ node, name: 'title' }, node.title));
      }
      return told;
    }, [charset, typeof other === 'number' ? other : Buffer.from(other).toString('base64')] as const),
  };
}

const HTML = '<!doctype html><body>';
const UTF8 = 'text/html; charset=utf-8', LATIN = 'text/html; charset=windows-1252';

describe('what the texts of a page say in another charset', () => {
  test('texts and attributes, in their places', async () => {
    const { again } = await show(`${HTML}<p title="你好">图书馆</p><p>开门了 &amp; &#20320;</p>`, 'gbk', LATIN);
    expect(await again('gbk')).toEqual(['你好', '图书馆', '开门了 & 你']);
  });
  test('what scripts moved is known all the same; what they wrote is not', async () => {
    const { page, again } = await show(`${HTML}<p id="a">图书馆</p><p id="b">开门了</p>`, 'gbk', LATIN);
    await page.evaluate(() => {
      document.body.prepend(document.querySelector('#b')!);
      document.body.append('ÄãºÃÂð');
    });
    expect(await again('gbk')).toEqual(['开门了', '图书馆', null]);
  });
  test('texts that look the same, as their bytes were lost: told by their order', async () => {
    const { again } = await show(`${HTML}<p>好</p><p>人</p><p>图书馆开门了</p>`, 'gbk', UTF8);
    expect(await again('gbk')).toEqual(['好', '人', '图书馆开门了']);
  });
  test('but not where the page has more or fewer of them now', async () => {
    const { page, again } = await show(`${HTML}<p>好</p><p>人</p><p>图书馆开门了</p>`, 'gbk', UTF8);
    await page.evaluate(() => document.querySelector('p')!.remove());
    expect(await again('gbk')).toEqual([null, '图书馆开门了']);
  });
  test('a wrong charset that ate markup: what stands around it is known', async () => {
    // 0x87 leads a pair in Shift_JIS, and `@` ends it.
    const { again } = await show(`${HTML}<p>图书馆</p><p>旧@杂志</p><p>开门了</p>`, 'utf-8', 'text/html; charset=shift_jis');
    const told = await again('utf-8');
    expect([told[0], told.at(-1)]).toEqual(['图书馆', '开门了']);
  });
  test('markup nested deeper than calls', async () => {
    const { again } = await show(`${HTML}${'<i>'.repeat(400)}图书馆`, 'gbk', LATIN);
    expect(await again('gbk')).toEqual(['图书馆']);
  });
  test('text in programs is nobody’s', async () => {
    const { again } = await show(`${HTML}<script>"图书馆"</script><style>/* 开门 */</style><p>图书馆开门了</p>`, 'gbk', LATIN);
    expect(await again('gbk')).toEqual([null, null, '图书馆开门了']);
  });
});

describe('refusals', () => {
  const html = `${HTML}<p>图书馆开门了</p>`;
  test('bytes of another page', async () => {
    const { again } = await show(html, 'gbk', LATIN);
    expect(await again('gbk', encode(`${HTML}<p>完全是别的一页</p>`, 'gbk')!)).toBe('different');
  });
  test('bytes of this page with most of it changed', async () => {
    const { again } = await show(`${HTML}<p>图书馆</p><p>开门了，馆长说</p>`, 'gbk', LATIN);
    expect(await again('gbk', encode(`${HTML}<p>图书馆</p><p>这里是一段完全不同的话，很长很长</p>`, 'gbk')!)).toBe('different');
  });
  test.each([
    ['the charset that it is shown in', 'windows-1252', 'charset'], ['no charset', 'nonsense', 'charset'],
  ])('%s', async (_name, charset, error) => {
    const { again } = await show(html, 'gbk', LATIN);
    expect(await again(charset)).toBe(error);
  });
  test('a plain text', async () => {
    const { again } = await show('图书馆', 'gbk', 'text/plain; charset=utf-8');
    expect(await again('gbk')).toBe('type');
  });
  test('more than 10 MB', async () => {
    const { again } = await show(html, 'gbk', LATIN);
    expect(await again('gbk', 10 * 1024 * 1024 + 1)).toBe('large');
  });
});
