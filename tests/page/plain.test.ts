import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLab, type Lab } from './chromium.ts';

let lab: Lab;
beforeAll(async () => { lab = await openLab(); });
afterAll(() => lab.close());

/** The pieces that the text of a page is read in, or of what a selector names. */
async function pieces(body: string, selector = 'body'): Promise<string[]> {
  const page = await lab.open(body, false);
  const found = await page.evaluate((name) => [...(window as any).qingye.plainText(document.querySelector(name))] as string[], selector);
  await page.close();
  return found.filter((text) => text !== '');
}

describe('the text of a page without asking for its nodes', () => {
  test.each([
    ['as one piece, across tags, without comments', '<p>一<b>二</b></p><!-- 不 --><p>三</p>', ['一二三']],
    ['around what is for programs, in order', '<p>一</p><script>不</script><div>二<span>三</span><style>不</style>四</div>五', ['一', '二', '三', '四', '五']],
    ['not what is within it', '<pre>不<b>不</b></pre><textarea>不</textarea><p>一<code>不</code>二</p><noscript>不</noscript>', ['一', '二']],
    ['a template is no text', '<template><p>不</p></template>一', ['一']],
  ])('%s', async (_name, body, expected) => expect(await pieces(body)).toEqual(expected));

  test('stays below the node that is asked for', async () => {
    expect(await pieces('<p>不</p><div id="top"><script>不</script>一</div><p>不</p>', '#top')).toEqual(['一']);
    expect(await pieces('<p>不</p><div id="top"></div><p>不</p>', '#top')).toEqual([]);
  });

  test('a long text in pieces that make the whole', async () => {
    const found = await pieces(`<p>${'天下大势。'.repeat(30_000)}</p>`);
    expect(found.length).toBeGreaterThan(1);
    expect(found.join('')).toBe('天下大势。'.repeat(30_000));
  });

  test('says so when what comes next was taken out meanwhile', async () => {
    const page = await lab.open('<div id="a"><p>一</p><script>不</script><p>二</p></div><p>三</p>', false);
    const [texts, whole] = await page.evaluate(() => {
      const read = (window as any).qingye.plainText(document.body) as Generator<string, boolean>;
      const texts = [read.next().value];
      document.querySelector('#a')?.remove();
      for (;;) {
        const { done, value } = read.next();
        if (done) return [texts, value] as const;
        texts.push(value as string);
      }
    });
    expect(texts).toEqual(['一']);
    expect(whole).toBe(false);
    await page.close();
  });
});
