import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { lastRound } from '../browser/reading.ts';
import { compareSnapshot, keepSnapshot } from '../browser/snapshot.ts';
import { begin, openLab, settle, type Lab } from './chromium.ts';

let lab: Lab;
beforeAll(async () => { lab = await openLab(); });
afterAll(() => lab?.close());

const text = (page: Page, selector: string): Promise<string | null> =>
  page.evaluate((s) => document.querySelector(s)?.textContent ?? null, selector);
const shown = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate((s) => document.querySelector(s)?.checkVisibility() ?? false, selector);
const counts = (page: Page): Promise<Record<string, number>> => page.evaluate(() => (window as any).cleaner.counts());

const KIT_NAMES = ['dfn', 'cite', 'acronym', 'small', 'ul', 'li', 'fieldset', 'strong', 'legend', 'rt'];
const empties = (id: string): string => KIT_NAMES.map((name) => `<${name} id="${id}"></${name}>`).join('');

describe('writing and restoring', () => {
  test.each([
    ['text, a title and attributes', '<p title="國(guó)">中國(guó)人</p><img alt="國(guó)"><input placeholder="國(guó)"><input type="submit" value="國(guó)">'],
    ['spam in a heading', '<h1><a href="/">spam</a></h1><p>國(guó)</p>'],
    ['a list of spam links', '<ul><li><a href="/1">spam</a></li><li><a href="/2">spam</a></li></ul><p>國(guó)</p>'],
    ['the boxes of the kit', `<div id="ab1cd">${empties('ab1cd')}<xmp id="ab1cd"><rt id="zz1zz"></rt></xmp></div><p>國(guó)</p>`],
    ['characters that are lost', '<p>國(guó)??國(guó)</p>'],
    ['whitespace and entities', '<p>\n  國(guó)&nbsp;\n</p><p>  </p>國(guó)'],
  ])('%s: changed, then node for node as before', async (_name, body) => {
    const page = await lab.open(body, false);
    await page.evaluate(keepSnapshot);
    await begin(page);
    expect(await page.evaluate(compareSnapshot)).not.toEqual([]);
    expect(await page.evaluate(() => document.body.innerText)).not.toMatch(/guó|spam|\?\?/);
    await page.evaluate(() => (window as any).cleaner.restore());
    expect(await page.evaluate(compareSnapshot)).toEqual([]);
  });

  test('a form sends what it sent before: a submit button that has a name keeps its words', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p><form><input id="s" type="submit" name="do" value="登录(guó)"><input id="n" type="submit" name="" value="登录(guó)"><input id="b" type="button" name="b" value="登录(guó)"></form>');
    const sent = await page.evaluate(() => [...new FormData(document.querySelector('form') as HTMLFormElement, document.querySelector('#s') as HTMLElement)]);
    expect(sent).toEqual([['do', '登录(guó)']]);
    // These two are never sent.
    expect(await page.getAttribute('#n', 'value')).toBe('登录');
    expect(await page.getAttribute('#b', 'value')).toBe('登录');
    await page.evaluate(() => document.querySelector('#s')?.setAttribute('value', '國(guó)'));
    await settle(page);
    expect(await page.getAttribute('#s', 'value')).toBe('國(guó)');
  });

  test('a field gets what its list offered before', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p><input list="offers"><datalist id="offers"><option>外國(guó)</option></datalist>');
    expect(await page.evaluate(() => document.querySelector<HTMLDataListElement>('#offers')?.options[0]?.value)).toBe('外國(guó)');
  });

  test('cleaning what is clean does nothing', async () => {
    const page = await lab.open('<p id="p">國(guó)國(guó)</p><h1>spam</h1>');
    await page.evaluate(() => {
      (window as any).changes = 0;
      new MutationObserver((records) => { (window as any).changes += records.length; })
        .observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    });
    await begin(page);
    expect(await page.evaluate(() => (window as any).changes)).toBe(0);
  });

  test('a selection outside of what is replaced stays', async () => {
    const page = await lab.open('<p id="p">開頭的話，中國(guó)人</p><p>國(guó)</p>', false);
    await page.evaluate(() => {
      const node = document.querySelector('#p')?.firstChild as Text;
      getSelection()?.setBaseAndExtent(node, 0, node, 3);
    });
    await begin(page);
    expect(await text(page, '#p')).toBe('開頭的話，中國人');
    expect(await page.evaluate(() => String(getSelection()))).toBe('開頭的');
  });

  test('so does one within it, forwards and backwards, where the reader changes the script', async () => {
    const page = await lab.open('<p id="p">头发里面的软件</p>');
    for (const [from, to, before, after] of [[1, 4, '发里面', '髮裡面'], [7, 4, '的软件', '的軟體']] as const) {
      await begin(page, 'cn');
      await page.evaluate(([anchor, focus]) => {
        const node = document.querySelector('#p')?.firstChild as Text;
        getSelection()?.setBaseAndExtent(node, anchor, node, focus);
      }, [from, to] as const);
      expect(await page.evaluate(() => String(getSelection()))).toBe(before);
      await begin(page, 'twp');
      expect(await page.evaluate(() => [String(getSelection()), getSelection()!.anchorOffset])).toEqual([after, from]);
    }
  });

  test.each([
    ['in the text itself', '#p', false], ['in another text', '#other', false], ['in a shadow tree', '#host', true],
  ])('a selection made while we are at work stays: %s', async (_name, where, shadow) => {
    const page = await lab.open('<p id="p">一二三國國</p><p id="other">四五六</p><div id="host"></div><p>國(guó)國(guó)</p>');
    await page.evaluate(([selector, inShadow]) => {
      const element = document.querySelector(selector) as Element;
      if (inShadow) element.attachShadow({ mode: 'open' }).textContent = '七八九國';
      const root = element.shadowRoot ?? element;
      getSelection()?.setBaseAndExtent(root.firstChild as Text, 1, root.firstChild as Text, 3);
    }, [where, shadow] as const);
    await settle(page);
    const selected = (): Promise<string> => page.evaluate(() => String(getSelection()));
    const before = await selected();
    expect(before).toMatch(/^[二五八][三六九]$/);
    await page.evaluate(([selector, inShadow]) => {
      const element = document.querySelector(selector) as Element;
      // The page adds to the text: `replaceData` keeps the selection, and so must we.
      ((inShadow ? element.shadowRoot as ShadowRoot : element).firstChild as Text).appendData('，國(guó)');
    }, [where, shadow] as const);
    await settle(page);
    expect(await page.evaluate(() => document.body.innerText + document.querySelector('#host')?.shadowRoot?.textContent)).not.toContain('guó');
    expect(await selected()).toBe(before);
    await page.evaluate(() => (window as any).cleaner.restore());
    expect(await selected()).toBe(before);
  });

  test('what the page adds to a text of ours is cleaned, and with the rest as it came after a restore', async () => {
    const page = await lab.open('<p id="p">中國(guó)人</p><p>國(guó)國(guó)</p>');
    expect(await text(page, '#p')).toBe('中國人');
    const add = (words: string): Promise<void> => page.evaluate((more) => (document.querySelector('#p')!.firstChild as Text).appendData(more), words);
    await add('，一');
    await settle(page);
    expect(await text(page, '#p')).toBe('中國人，一');
    await add('國(guó)');
    await settle(page);
    expect(await text(page, '#p')).toBe('中國人，一國');
    await add('。');
    await page.evaluate(() => (window as any).cleaner.restore());
    expect(await text(page, '#p')).toBe('中國(guó)人，一國(guó)。');
  });

  test('what the page writes again, of which only the end was taken away, is no addition to it', async () => {
    const page = await lab.open('<p id="p">外國(guó)</p><p>國(guó)國(guó)</p>');
    for (const words of ['外國(guó)', '外國(guó)', '外國(guó)，一']) {
      await page.evaluate((all) => { document.querySelector('#p')!.firstChild!.nodeValue = all; }, words);
      await settle(page);
      expect(await text(page, '#p')).toBe(words.replace('(guó)', ''));
    }
    await page.evaluate(() => (window as any).cleaner.restore());
    expect(await text(page, '#p')).toBe('外國(guó)，一');
  });

  test.each([
    ['markup that it read from itself, with more behind it', () => { document.querySelector('#d')!.innerHTML += '<p>國(guó)的</p>'; }, '一國二<b title="國">國</b>國的'],
    ['the same with more before it', () => { const d = document.querySelector('#d')!; d.innerHTML = `國(guó)的<br>${d.innerHTML}`; }, '國的<br>一國二<b title="國">國</b>'],
    ['a clone beside it', () => { const d = document.querySelector('#d')!; d.append(d.lastElementChild!.cloneNode(true)); }, '一國二<b title="國">國</b><b title="國">國</b>'],
  ])('what the page copies with our words in it comes back, too: %s', async (_what, copy, shown) => {
    const page = await lab.open('<div id="d">一國(guó)二<b title="國(guó)">國(guó)</b></div>');
    await page.evaluate(copy);
    await settle(page);
    const html = (): Promise<string> => page.evaluate(() => document.querySelector('#d')!.innerHTML.replace(/<\/?p>/g, ''));
    expect(await html()).toBe(shown);
    await page.evaluate(() => (window as any).cleaner.restore());
    expect(await html()).toBe(shown.replaceAll('國', '國(guó)'));
  });

  describe('a text that the page cuts stays one', () => {
    /** Marks the words as highlighters do. */
    const HOW: readonly (readonly [string, (words: string) => void])[] = [
      ['by cutting it and an element around the piece', (words) => {
        const node = document.querySelector('#p')!.firstChild as Text;
        const piece = node.splitText(node.data.indexOf(words));
        piece.splitText(words.length);
        const mark = document.createElement('mark');
        mark.textContent = words;
        piece.replaceWith(mark);
      }],
      ['by a range', (words) => {
        const node = document.querySelector('#p')!.firstChild as Text;
        const range = document.createRange();
        range.setStart(node, node.data.indexOf(words));
        range.setEnd(node, node.data.indexOf(words) + words.length);
        range.surroundContents(document.createElement('mark'));
      }],
      ['by markup that it read from itself', (words) => {
        const paragraph = document.querySelector('#p')!;
        paragraph.innerHTML = paragraph.innerHTML.replace(words, '<mark>$&</mark>');
      }],
      ['by other nodes in its place', (words) => {
        const node = document.querySelector('#p')!.firstChild as Text;
        const [before, after] = node.data.split(words) as [string, string];
        const mark = document.createElement('mark');
        mark.append(words);
        node.replaceWith(before, mark, after);
      }],
      ['by other nodes, one by one before it, and taking it out', (words) => {
        const node = document.querySelector('#p')!.firstChild as Text;
        const [before, after] = node.data.split(words) as [string, string];
        const mark = document.createElement('mark');
        mark.append(words);
        for (const part of [before, mark, after]) node.before(part);
        node.remove();
      }],
      ['by other nodes, one by one behind it, and taking it out', (words) => {
        const node = document.querySelector('#p')!.firstChild as Text;
        const [before, after] = node.data.split(words) as [string, string];
        const mark = document.createElement('mark');
        mark.append(words);
        for (const part of [after, mark, before]) node.after(part);
        node.remove();
      }],
    ];
    const html = (page: Page): Promise<string> => page.innerHTML('#p');

    test.each(HOW)('%s: shown as it came, and as it was cut', async (_how, cut) => {
      const page = await lab.open('<p id="p">外國(guó)的人國(guó)家的人</p><p>國(guó)國(guó)</p>');
      await page.evaluate(cut, '國家');
      await settle(page);
      expect(await html(page)).toBe('外國的人<mark>國家</mark>的人');
      expect((await counts(page)).annotation).toBe(5); // the title is one
      await page.evaluate(() => (window as any).cleaner.restore());
      expect(await html(page)).toBe('外國(guó)的人<mark>國(guó)家</mark>的人');
    });

    test.each(HOW)('%s, and again in one of the pieces, of which it then puts some together', async (_how, cut) => {
      const page = await lab.open('<p id="p">外國(guó)的人國(guó)家的人</p><p>國(guó)國(guó)</p>');
      await page.evaluate(cut, '國家');
      await settle(page);
      await page.evaluate(cut, '的');
      await settle(page);
      expect(await html(page)).toBe('外國<mark>的</mark>人<mark>國家</mark>的人');
      expect((await counts(page)).annotation).toBe(5);
      await page.evaluate(() => {
        const mark = document.querySelector('mark')!;
        mark.replaceWith(...mark.childNodes);
        const node = document.querySelector('#p')!.firstChild as Text;
        while (node.nextSibling instanceof Text) {
          node.data += node.nextSibling.data;
          node.nextSibling.remove();
        }
      });
      await settle(page);
      expect(await html(page)).toBe('外國的人<mark>國家</mark>的人');
      await page.evaluate(() => (window as any).cleaner.restore());
      expect(await html(page)).toBe('外國(guó)的人<mark>國(guó)家</mark>的人');
    });

    test.each(HOW)('%s: converted from what came, and back; no other text changes', async (_how, cut) => {
      const page = await lab.open('<p id="p">他的头发和软件在后面</p>', false);
      await begin(page, 'twp');
      await page.evaluate(cut, '髮和軟');
      await settle(page);
      expect(await html(page)).toBe('他的頭<mark>髮和軟</mark>體在後面');
      await begin(page, 'cn');
      expect(await html(page)).toBe('他的头<mark>发和软</mark>件在后面');
      await begin(page, 'hk');
      expect(await html(page)).toBe('他的頭<mark>髮和軟</mark>件在後面');
      await page.evaluate(() => (window as any).cleaner.restore());
      expect(await html(page)).toBe('他的头<mark>发和软</mark>件在后面');
    });

    test('also when it is cut anew in each of several steps at once', async () => {
      const page = await lab.open('<p id="p">外國(guó)的人國(guó)家的人</p><p>國(guó)國(guó)</p>');
      await page.evaluate(() => {
        const paragraph = document.querySelector('#p')!;
        for (const words of ['國家', '外', '人']) paragraph.innerHTML = paragraph.innerHTML.replace(words, '<mark>$&</mark>');
      });
      await settle(page);
      expect(await html(page)).toBe('<mark>外</mark>國的<mark>人</mark><mark>國家</mark>的人');
      await page.evaluate(() => (window as any).cleaner.restore());
      expect(await html(page)).toBe('<mark>外</mark>國(guó)的<mark>人</mark><mark>國(guó)家</mark>的人');
    });

    test('also when its marks are taken away by markup', async () => {
      const page = await lab.open('<p id="p">外國(guó)的人國(guó)家的人</p><p>國(guó)國(guó)</p>');
      await page.evaluate(HOW[0]![1], '國家');
      await settle(page);
      await page.evaluate(() => {
        const paragraph = document.querySelector('#p')!;
        paragraph.innerHTML = paragraph.innerHTML.replaceAll(/<[/]?mark>/g, '');
      });
      await settle(page);
      expect((await counts(page)).annotation).toBe(5);
      await page.evaluate(() => (window as any).cleaner.restore());
      expect(await html(page)).toBe('外國(guó)的人國(guó)家的人');
    });

    test('also when it is put back at once, cut again, and put together again', async () => {
      const page = await lab.open('<p id="p">一國(guó)二三四</p><p>國(guó)國(guó)</p>');
      await page.evaluate(() => {
        const node = document.querySelector('#p')!.firstChild as Text;
        node.splitText(2).splitText(1);
      });
      await settle(page);
      await page.evaluate(() => (document.querySelector('#p')!.lastChild as Text).splitText(1));
      await page.evaluate(() => document.querySelector('#p')!.normalize());
      await settle(page);
      expect(await page.evaluate(() => document.querySelector('#p')!.childNodes.length)).toBe(1);
      await page.evaluate(() => {
        (document.querySelector('#p')!.firstChild as Text).splitText(0);
        (window as any).cleaner.restore();
      });
      expect(await html(page)).toBe('一國(guó)二三四');
    });

    test('as long as no piece is the page’s own: what it writes then stays', async () => {
      const page = await lab.open('<p id="p">一國(guó)二三四</p><p>國(guó)國(guó)</p>');
      await page.evaluate(HOW[0]![1], '二三');
      await settle(page);
      await page.evaluate(() => { document.querySelector('mark')!.firstChild!.nodeValue = '甲'; });
      await settle(page);
      await page.evaluate(() => (window as any).cleaner.restore());
      expect(await html(page)).toBe('一國<mark>甲</mark>四');
    });

    test('what stood behind it before is no piece, whatever it says', async () => {
      const page = await lab.open('<p id="p">一國(guó)二三<b>二三</b></p><p>國(guó)國(guó)</p>');
      await page.evaluate(() => { document.querySelector('#p')!.firstChild!.nodeValue = '一國'; });
      await settle(page);
      await page.evaluate(() => (window as any).cleaner.restore());
      expect(await html(page)).toBe('一國<b>二三</b>');
    });

    test('a piece that the reader selects and has converted is by itself', async () => {
      const page = await lab.open('<p id="p">头发國(guó)後面</p><p>國(guó)國(guó)</p>');
      await page.evaluate(HOW[0]![1], '國後');
      await settle(page);
      await page.evaluate(() => {
        getSelection()!.selectAllChildren(document.querySelector('mark')!);
        (window as any).cleaner.rewriteSelection('script', (texts: string[]) => texts.map(() => ({ text: '国后', count: 1 })));
      });
      await settle(page);
      expect(await html(page)).toBe('头发<mark>国后</mark>面');
    });
  });

  test('what becomes editable is as it came from then on, and cleaned again when it is no longer', async () => {
    const page = await lab.open('<p id="p">中國(guó)<b title="國(guó)">國(guó)</b></p><p id="q">國(guó)國(guó)</p>');
    expect(await text(page, '#p')).toBe('中國國');
    const setEditable = (value: string | null): Promise<void> => page.evaluate((to) => {
      const paragraph = document.querySelector('#p')!;
      if (to === null) paragraph.removeAttribute('contenteditable');
      else paragraph.setAttribute('contenteditable', to);
    }, value);
    await setEditable('true');
    expect(await page.innerHTML('#p')).toBe('中國(guó)<b title="國(guó)">國(guó)</b>');
    await settle(page);
    expect(await text(page, '#p')).toBe('中國(guó)國(guó)');
    expect(await text(page, '#q')).toBe('國國');
    await setEditable(null);
    await settle(page);
    expect(await page.innerHTML('#p')).toBe('中國<b title="國">國</b>');
  });

  test('a document that is written in as a whole is as it came; from when it becomes so, too', async () => {
    const page = await lab.open('<p id="p" title="國(guó)" lang="zh-CN">中國(guó)<b>國(guó)</b></p><h1>spam</h1>', false);
    await page.evaluate(keepSnapshot);
    await page.evaluate(() => { document.designMode = 'on'; });
    await begin(page, 'tw');
    await page.evaluate(() => document.querySelector('#p')!.insertAdjacentHTML('beforeend', '<i title="國(guó)">國(guó)</i>'));
    await settle(page);
    expect(await page.innerHTML('#p')).toBe('中國(guó)<b>國(guó)</b><i title="國(guó)">國(guó)</i>');
    await page.evaluate(() => document.querySelector('i')!.remove());
    expect(await page.evaluate(compareSnapshot)).toEqual([]);
    await page.evaluate(() => { document.designMode = 'off'; });
    await expect.poll(() => page.innerHTML('#p')).toBe('中國<b>國</b>');
    expect(await shown(page, 'h1')).toBe(false);
    await page.evaluate(() => { document.designMode = 'on'; });
    await expect.poll(() => page.evaluate(compareSnapshot)).toEqual([]);
  });

  test('what becomes editable while its cleaning is under way stays as it came', async () => {
    const page = await lab.open(`<p>國(guó)國(guó)</p>${'<p class="e" title="國(guó)">國(guó)</p>'.repeat(3000)}`, false);
    await page.evaluate(async () => {
      const { cleaner, qingye: { ruleEngine, OPTIONS } } = window as any;
      cleaner.do({ engine: ruleEngine, options: OPTIONS, conversion: null });
      while (document.querySelector('.e')!.textContent !== '國') await new Promise((resolve) => { setTimeout(resolve); });
      (window as any).left = cleaner.progress.left;
      for (const paragraph of document.querySelectorAll('.e')) paragraph.setAttribute('contenteditable', '');
    });
    await settle(page);
    expect(await page.evaluate(() => (window as any).left)).toBeGreaterThan(1000);
    expect(await page.evaluate(() => [...new Set([...document.querySelectorAll('.e')].map((one) => one.textContent))])).toEqual(['國(guó)']);
  });

  test('of what is written in, and of code, not even the lang is another, nor is a box in it hidden', async () => {
    const box = `<div id="ab1cd">${empties('ab1cd')}</div>`;
    const page = await lab.open(`<p>头发國(guó)國(guó)</p><div id="e" contenteditable><p lang="zh-CN">头发</p>${box}</div><pre id="c" lang="zh-CN">头发</pre>`, false);
    const before = await page.evaluate(() => ['#e', '#c'].map((one) => document.querySelector(one)!.outerHTML));
    await begin(page, 'tw');
    expect(await text(page, 'p')).toBe('頭髮國國');
    expect(await page.evaluate(() => ['#e', '#c'].map((one) => document.querySelector(one)!.outerHTML))).toEqual(before);
  });

  // Not `xmp`: a kit shows its tag soup in it.
  test.each(['pre', 'listing', 'code', 'kbd', 'samp', 'textarea'])('what stands in %s stays', async (name) => {
    const page = await lab.open(`<p id="p">國(guó)國(guó)</p><${name} id="n">國(guó)</${name}>`);
    expect([await text(page, '#p'), await text(page, '#n')]).toEqual(['國國', '國(guó)']);
  });

  test('nodes that the page moved or took out are restored too', async () => {
    const page = await lab.open('<p id="p">國(guó)</p><p id="q">國(guó)</p><div id="d"></div>');
    await page.evaluate(() => {
      document.querySelector('#d')?.append(document.querySelector('#p') as Node);
      (window as any).out = document.querySelector('#q');
      (window as any).out.remove();
    });
    await settle(page);
    await page.evaluate(() => (window as any).cleaner.restore());
    expect(await text(page, '#p')).toBe('國(guó)');
    expect(await page.evaluate(() => (window as any).out.textContent)).toBe('國(guó)');
  });
});

describe('what is taken from view', () => {
  test('an element whose whole text was spam, but nothing that holds something else', async () => {
    const page = await lab.open(`<p>國(guó)國(guó)</p>
      <div id="all"><h1>spam</h1></div>
      <div id="picture">spam<img src="data:," width="10" height="10"></div>
      <div id="form">spam<input></div>
      <table><tr><td id="cell">spam</td><td>國</td></tr></table>`);
    expect(await shown(page, '#all')).toBe(false);
    expect(await shown(page, '#picture')).toBe(true);
    expect(await shown(page, '#form')).toBe(true);
    expect(await shown(page, '#cell')).toBe(true);
    expect(await text(page, '#cell')).toBe('');
  });

  test('is not printed either', async () => {
    const page = await lab.open('<h1><a href="/">spam</a></h1><p>國(guó)國(guó)</p>');
    await page.emulateMedia({ media: 'print' });
    expect(await shown(page, 'h1')).toBe(false);
    expect(await shown(page, 'p')).toBe(true);
  });

  test('a copy that the page makes of it comes back, too: with words of its own, and when the page is put back', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p><div id="box"><p class="s">spam</p></div><div id="copies"></div>');
    expect(await shown(page, '#box')).toBe(false);
    await page.evaluate(() => {
      for (const id of ['one', 'two']) {
        const copy = document.querySelector('#box')!.cloneNode(true) as Element;
        copy.id = id;
        document.querySelector('#copies')!.append(copy);
      }
      document.querySelector('#one p')!.textContent = '新的內容';
    });
    await settle(page);
    expect(await shown(page, '#one')).toBe(true);
    expect(await shown(page, '#two')).toBe(false);
    await page.evaluate(() => (window as any).cleaner.restore());
    expect(await shown(page, '#two')).toBe(true);
  });

  test('so does a copy in a shadow tree: with words or a picture of its own, and when the page is put back', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p><div id="box"><p class="s">spam</p></div><div id="host"></div><x-late></x-late>');
    const away = (): Promise<string[]> => page.evaluate(() => ['#host', 'x-late'].flatMap((host) =>
      [...document.querySelector(host)?.shadowRoot?.querySelectorAll(`[${(window as any).qingye.AWAY}]`) ?? []].map(({ id }) => id)));
    await page.evaluate(() => {
      const host = document.querySelector('#host') as Element;
      const root = host.attachShadow({ mode: 'open' });
      for (const id of ['words', 'picture', 'spam', 'same']) {
        const copy = document.querySelector('#box')!.cloneNode(true) as Element;
        copy.id = id;
        root.append(copy);
      }
      root.querySelector('#words p')!.textContent = '國(guó)家';
      root.querySelector('#spam p')!.textContent = 'spam';
      root.querySelector('#picture p')!.append(new Image());
      document.querySelector('p')!.append(host); // by which the tree is found
    });
    await settle(page);
    expect(await away()).toEqual(['spam', 'same']);
    expect(await page.evaluate(() => document.querySelector('#host')!.shadowRoot!.querySelector('#words')!.textContent)).toBe('國家');
    await page.evaluate(() => { // in a tree that was not found yet
      const copy = document.querySelector('#box')!.cloneNode(true) as Element;
      copy.id = 'late';
      document.querySelector('x-late')!.attachShadow({ mode: 'open' }).append(copy);
      (window as any).cleaner.restore();
    });
    expect(await away()).toEqual([]);
  });

  test('comes back when the page writes something new into it', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p><div id="box"><p id="s">spam</p></div>');
    expect(await shown(page, '#box')).toBe(false);
    await page.evaluate(() => { (document.querySelector('#s') as Element).textContent = '新的內容'; });
    await settle(page);
    expect(await shown(page, '#s')).toBe(true);
  });

  test.each([
    ['a picture', '<img src="data:," width="10" height="10">'], ['preformatted text', '<pre>(guó)</pre>'], ['a field', '<textarea>x</textarea>'],
    ['an empty field', '<p contenteditable></p>'], ['a canvas', '<canvas></canvas>'], ['a button', '<button></button>'], ['a film', '<video></video>'],
    ['a drawing', '<svg></svg>'], ['a shadow tree', '<div class="host"></div>'], ['a custom element, whose tree is closed', '<x-closed></x-closed>'],
    ['a picture deeper inside', '<p><b><img src="data:,"></b></p>'], ['a shadow tree deeper inside', '<p>\n<span class="host"></span></p>'],
  ])('comes back when the page puts something into it that is no text: %s', async (_what, html) => {
    const page = await lab.open('<p>國(guó)國(guó)</p><div id="box"><h1 id="s">spam</h1></div><div id="other"><h2>spam</h2></div>');
    expect(await shown(page, '#box')).toBe(false);
    await page.evaluate((inner) => {
      customElements.define('x-closed', class extends HTMLElement {});
      const template = document.createElement('template');
      template.innerHTML = inner;
      for (const host of template.content.querySelectorAll('.host')) host.attachShadow({ mode: 'open' }).innerHTML = '<b>x</b>';
      document.querySelector('#s')?.append(template.content);
    }, html);
    await settle(page);
    expect(await shown(page, '#s')).toBe(true);
    expect(await shown(page, '#other')).toBe(false);
    await begin(page);
    expect(await shown(page, '#s')).toBe(true);
  });

  test('stays so when what the page puts into it is nothing to see, or is spam again', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p><h1 id="s">spam</h1>');
    await page.evaluate(() => {
      (window as any).seen = 0;
      new MutationObserver(() => { (window as any).seen++; }).observe(document, { attributes: true, subtree: true });
      document.querySelector('#s')?.append(document.createElement('b'), document.createElement('script'), document.createComment('x'), ' ');
    });
    await settle(page);
    await page.evaluate(() => document.querySelector('#s')?.append('spam'));
    await settle(page);
    expect(await text(page, '#s')).not.toContain('spam');
    expect(await shown(page, '#s')).toBe(false);
    expect(await page.evaluate(() => (window as any).seen)).toBe(0);
  });

  test('comes back when text in it that we don’t touch changes, and when text comes into a shadow tree in it', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p><h1 id="s"><pre> </pre>spam</h1><h1 id="t"><span></span>spam</h1>');
    await page.evaluate(() => {
      (document.querySelector('#s pre')!.firstChild as Text).data = 'code';
      const root = document.querySelector('#t span')!.attachShadow({ mode: 'open' });
      root.textContent = '新的';
      document.body.style.paddingTop = '30px'; // by which a tree that comes late is found
    });
    await settle(page);
    expect(await shown(page, '#s')).toBe(true);
    await expect.poll(() => shown(page, '#t')).toBe(true);
  });

  test('comes back when the page fills it while the work on the page is stopped', async () => {
    const page = await lab.open('<h1 id="s">spam</h1><h1 id="t">spam</h1><h1 id="u">spam</h1><p>國(guó)國(guó)</p>', false);
    await page.evaluate(() => {
      const { PageCleaner, ruleEngine } = (window as any).qingye;
      const { clean } = ruleEngine;
      ruleEngine.clean = (...all: unknown[]) => {
        for (const end = performance.now() + (document.body.children.length > 100 ? 100 : 0); performance.now() < end;);
        return clean.apply(ruleEngine, all);
      };
      (window as any).cleaner = new PageCleaner(document, () => undefined, 500);
    });
    await begin(page);
    expect(await shown(page, '#s')).toBe(false);
    await page.evaluate(() => { document.body.insertAdjacentHTML('beforeend', '<p>國(guó)</p>'.repeat(800)); });
    await expect.poll(() => page.evaluate(() => (window as any).cleaner.progress.state), { timeout: 10_000 }).toBe('stopped');
    await page.evaluate(() => {
      document.querySelector('#s')?.append(new Image());
      document.querySelector('#t')?.append('新的');
      document.querySelector('#u')?.append(document.createElement('b'));
    });
    await settle(page);
    expect(await shown(page, '#s')).toBe(true);
    expect(await shown(page, '#t')).toBe(true);
    expect(await shown(page, '#u')).toBe(false);
  });

  test('boxes of many empty elements with one id, with the tag soup in them', async () => {
    const page = await lab.open(`<p>國(guó)國(guó)</p><div id="ab1cd" class="box">${empties('ab1cd')}<xmp id="ab1cd"><rt id="woq6h"><legend id="woq6h"></legend></rt></xmp></div>`);
    expect(await shown(page, '.box')).toBe(false);
    expect((await counts(page))['spam']).toBe(2); // the box, and the tags that it shows as text
  });

  test('is shown again when the reader turns spam removal off, and goes again with it', async () => {
    const page = await lab.open(`<p>國(guó)國(guó)</p><h1>spam</h1><div id="ab1cd" class="box">${empties('ab1cd')}</div>`);
    const setSpam = async (spam: boolean): Promise<void> => {
      await page.evaluate((on) => {
        const { ruleEngine, OPTIONS } = (window as any).qingye;
        (window as any).cleaner.do({ engine: ruleEngine, options: { ...OPTIONS, spam: on }, conversion: null });
      }, spam);
      await settle(page);
    };
    const away = (): Promise<number> => page.evaluate(() => document.querySelectorAll(`[${(window as any).qingye.AWAY}]`).length);
    expect(await away()).toBe(2);
    await setSpam(false);
    expect(await away()).toBe(0);
    expect(await text(page, 'h1')).toBe('spam');
    expect((await counts(page))['spam']).toBe(0);
    await setSpam(true);
    expect(await away()).toBe(2);
  });

  test('not a box that swallowed a part of the page: only what is empty in it', async () => {
    const page = await lab.open(`<p>國(guó)國(guó)</p><div id="ab1cd" class="box">${empties('ab1cd')}<p id="own">這是頁面自己的話</p></div>`);
    expect(await shown(page, '#own')).toBe(true);
    expect(await shown(page, 'fieldset')).toBe(false);
  });

  test('not the repeated ids of careless pages', async () => {
    const page = await lab.open(`<p>國(guó)國(guó)</p>${'<div id="clear" style="height:1px"></div>'.repeat(20)}${'<li id="item">一項</li>'.repeat(20)}`);
    expect(await page.evaluate(() => document.querySelectorAll(`[${(window as any).qingye.AWAY}]`).length)).toBe(0);
  });
});

describe('following the page', () => {
  test('a mark on characters that are lost, without a change to the DOM', async () => {
    const page = await lab.open('<p>國(guó)??人??國(guó)</p>');
    expect(await page.evaluate(() => [...CSS.highlights.values()][0]?.size)).toBe(2);
    expect((await counts(page))['lost']).toBe(2);
    await page.evaluate(() => (window as any).cleaner.restore());
    expect(await page.evaluate(() => [...CSS.highlights.values()][0]?.size)).toBe(0);
  });

  /** What is marked as lost, as the texts around it. */
  const marks = (page: Page): Promise<string[]> => page.evaluate(() => [...([...CSS.highlights.values()][0] ?? [])].filter((range) => !range.collapsed)
    .map(({ startContainer, startOffset, endOffset }) => `${startContainer.textContent!.slice(0, startOffset)}>${startContainer.textContent!.slice(startOffset, endOffset)}<`));

  test('such a mark goes with its paragraph where the page moves it, at once or later, and not with what it writes instead', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p><p id="a">一??</p><p id="b">二??</p><p id="c">三??</p><p id="d">四??</p><div id="to"></div>');
    await page.evaluate(() => {
      const [a, b, c, d] = ['#a', '#b', '#c', '#d'].map((s) => document.querySelector(s)!);
      document.querySelector('#to')!.append(a!);
      (window as any).out = b;
      b!.remove();
      (c!.firstChild as Text).data = '新的內容';
      (d!.firstChild as Text).data = '新??的';
    });
    await settle(page);
    expect((await marks(page)).sort()).toEqual(['一>□<', '新>□<']);
    await page.evaluate(() => document.querySelector('#to')!.append((window as any).out));
    await settle(page);
    expect((await marks(page)).sort()).toEqual(['一>□<', '二>□<', '新>□<']);
    await page.evaluate(() => (window as any).cleaner.restore());
    expect(await marks(page)).toEqual([]);
  });

  test.each([['marked', '??'], ['repaired', '(guó)'], ['clean', '']])('what the page throws away is freed: a %s paragraph', async (_what, damage) => {
    const page = await lab.open(`<p>國(guó)國(guó)</p>${`<p class="p">一${damage}</p>`.repeat(20)}`);
    await page.evaluate(() => {
      const all = [...document.querySelectorAll('.p')];
      (window as any).refs = all.map((element) => new WeakRef(element));
      for (const element of all) element.remove();
    });
    await settle(page);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('HeapProfiler.collectGarbage');
    expect(await page.evaluate(() => (window as any).refs.filter((ref: WeakRef<Element>) => ref.deref() !== undefined).length)).toBe(0);
  });

  test('what was looked at too early is cleaned when the page says more', async () => {
    const page = await lab.open('<p id="p">國(guó)</p>', false);
    await page.evaluate(() => { document.title = ''; });
    await begin(page);
    expect(await text(page, '#p')).toBe('國(guó)');
    await page.evaluate(() => document.body.append(`${'很長的一段話，'.repeat(20)}國(guó)國(guó)`));
    // A page is assessed again when that takes little of the time that has passed.
    await expect.poll(() => text(page, '#p')).toBe('國');
  });

  test('comments and doctypes that come with the text don’t keep it from being cleaned', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p>');
    await page.evaluate(() => {
      document.prepend(document.createComment('first'));
      document.body.append(document.createComment('before'), '國(guó)家');
      document.replaceChild(document.implementation.createDocumentType('html', '', ''), document.doctype as DocumentType);
    });
    await settle(page);
    expect(await text(page, 'body')).toBe('國國國家');
  });

  test('a text on which the engine fails stays as it is, and the rest of the page is cleaned', async () => {
    const page = await lab.open(`<p>國(guó)國(guó)</p><p id="p">失敗(guó)</p>${'<p>國(guó)</p>'.repeat(200)}<p>國(guó)</p>`, false);
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.evaluate(() => {
      const { ruleEngine } = (window as any).qingye;
      const { clean } = ruleEngine;
      ruleEngine.clean = (passages: { text: string }[], ...others: unknown[]) => {
        if (passages.some(({ text }) => text.startsWith('失敗'))) throw new Error('not this one');
        return clean.call(ruleEngine, passages, ...others);
      };
    });
    await begin(page);
    expect(await text(page, '#p')).toBe('失敗(guó)');
    expect(await text(page, 'p:last-of-type')).toBe('國');
    expect(errors).toContain('not this one');
  });

  test('a page in the background, which is not painted, that changes all the time', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p><p id="p"></p><i id="clock"></i>');
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
      let ticks = 0;
      setInterval(() => { (document.querySelector('#clock') as Element).textContent = `第${ticks++}次`; }, 5);
      (document.querySelector('#p') as Element).textContent = '國(guó)家';
    });
    await page.waitForFunction(() => document.querySelector('#p')?.textContent === '國家', undefined, { timeout: 5000 });
  });

  test('attributes and title that the page sets later', async () => {
    const page = await lab.open('<p id="p">國(guó)國(guó)</p>');
    await page.evaluate(() => {
      document.title = '新的國(guó)';
      document.querySelector('#p')?.setAttribute('title', '國(guó)家');
    });
    await settle(page);
    expect(await page.title()).toBe('新的國');
    expect(await page.getAttribute('#p', 'title')).toBe('國家');
  });

  test('open shadow trees, and what comes into them', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p><div id="host"></div>', false);
    await page.evaluate(() => { (document.querySelector('#host') as Element).attachShadow({ mode: 'open' }).innerHTML = '<b>國(guó)</b><i></i>'; });
    await begin(page);
    const inside = (): Promise<string | null | undefined> => page.evaluate(() => document.querySelector('#host')?.shadowRoot?.textContent);
    expect(await inside()).toBe('國');
    await page.evaluate(() => { (document.querySelector('#host')?.shadowRoot?.querySelector('i') as Element).textContent = '後來的國(guó)'; });
    await settle(page);
    expect(await inside()).toBe('國後來的國');
  });

  test('a shadow tree that is attached when the page is long there', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p><div id="host"></div>');
    await page.evaluate(() => { (document.querySelector('#host') as Element).attachShadow({ mode: 'open' }).innerHTML = '<b>國(guó)</b>'; });
    await page.waitForFunction(() => document.querySelector('#host')?.shadowRoot?.textContent === '國');
  });

  test('what the page writes straight into a shadow tree that stands in something untouched stays', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p><div contenteditable><div id="host"></div></div>', false);
    await page.evaluate(() => { document.querySelector('#host')!.attachShadow({ mode: 'open' }).textContent = '國(guó)'; });
    await begin(page);
    await page.hover('#host'); // by which the tree is found
    await settle(page);
    await page.evaluate(() => { document.querySelector('#host')!.shadowRoot!.textContent = '國(guó)家'; });
    await settle(page);
    expect(await page.evaluate(() => document.querySelector('#host')!.shadowRoot!.textContent)).toBe('國(guó)家');
  });

  test.each([
    ['directly', '國(guó)的'], ['deep in new elements', '<div><ul><li><a><b>國(guó)的</b></a></li></ul></div>'],
  ])('a framework that answers with new nodes ends up with its own text: %s', async (_what, html) => {
    const page = await lab.open('<p>國(guó)國(guó)</p><div id="p"></div>');
    await page.evaluate((inner) => {
      const p = document.querySelector('#p') as Element;
      (window as any).rounds = 0;
      const draw = (): void => { p.innerHTML = inner; };
      new MutationObserver(() => { if (p.textContent !== '國(guó)的') { (window as any).rounds++; draw(); } })
        .observe(p, { childList: true, characterData: true, subtree: true });
      draw();
    }, html);
    expect(await lastRound(page)).toBeLessThan(130);
  }, 20_000);

  test('a page that answers by filling its list of equal items again ends up with its own text', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p><ul></ul>');
    await page.evaluate(() => {
      const list = document.querySelector('ul') as Element;
      (window as any).rounds = 0;
      const draw = (): void => list.replaceChildren(...Array.from({ length: 100 }, () => Object.assign(document.createElement('li'), { textContent: '國(guó)' })));
      new MutationObserver(() => { if (list.textContent !== '國(guó)'.repeat(100)) { (window as any).rounds++; draw(); } })
        .observe(list, { childList: true, characterData: true, subtree: true });
      draw();
    });
    expect(await lastRound(page)).toBeLessThan(130);
    expect(await text(page, 'ul')).toBe('國(guó)'.repeat(100));
  }, 20_000);

  test.each([
    ['in the same node', false], ['in new nodes', true],
  ])('a page that draws the same text anew all the time, whatever we do, has it repaired each time: %s', async (_what, anew) => {
    const page = await lab.open('<p>國(guó)國(guó)</p><p id="p">…</p><p id="q">…</p>');
    await page.evaluate((inNewNodes) => {
      // One text that is drawn so does not make an answer of another.
      setInterval(() => { document.querySelector('#q')!.firstChild!.nodeValue = '外國(guó)'; }, 20);
      const p = document.querySelector('#p') as Element;
      (window as any).last = [];
      const draw = (): void => {
        (window as any).last = [...(window as any).last, p.textContent].slice(-20);
        if (inNewNodes) p.innerHTML = '<b>國(guó)的</b>';
        else p.firstChild!.nodeValue = '國(guó)的';
        requestAnimationFrame(() => setTimeout(draw, 5));
      };
      draw();
    }, anew);
    await page.waitForTimeout(4500);
    // What stood there a frame later, each time.
    expect(await page.evaluate(() => ((window as any).last as string[]).filter((one) => one !== '國的').length)).toBeLessThan(3);
  }, 20_000);

  test('a fight over more texts than are told apart ends, too', async () => {
    const page = await lab.open('<ul></ul>', false);
    const rounds = await page.evaluate(() => {
      const journal = new (window as any).qingye.Journal(document);
      const list = document.querySelector('ul') as Element;
      for (let round = 0; round < 100; round++) {
        list.replaceChildren(...Array.from({ length: 1500 }, (_, i) => document.createTextNode(`國(guó)${i}`)));
        journal.contest(list);
        journal.nextRound();
        const wrote = [...list.childNodes].filter((node) => journal.write({ node, name: null }, node.nodeValue, '國', null, true)).length;
        if (wrote === 0) return round;
      }
      return null;
    });
    expect(rounds).toBe(60);
  });

  test('a list of many equal items that the page empties and fills again is repaired each time', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p><ul></ul>');
    for (let round = 0; round < 4; round++) {
      await page.evaluate(() => document.querySelector('ul')!.replaceChildren(...Array.from({ length: 100 }, () => Object.assign(document.createElement('li'), { textContent: '國(guó)' }))));
      await settle(page);
      expect(await text(page, 'ul')).toBe('國'.repeat(100));
    }
  });

  test('equal items that come one by one are repaired, also where something was taken out of their list once', async () => {
    const page = await lab.open('<p>國(guó)國(guó)</p><ul><li>請稍候</li></ul>');
    await page.evaluate(async () => {
      const list = document.querySelector('ul') as Element;
      list.firstChild?.remove();
      for (let i = 0; i < 80; i++) {
        list.insertAdjacentHTML('beforeend', '<li>國(guó)</li>');
        await new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); });
      }
    });
    await settle(page);
    expect(await text(page, 'ul')).toBe('國'.repeat(80));
  });

  test('a large page is cleaned in pieces, to the end', async () => {
    const page = await lab.open('', false);
    await page.evaluate(() => {
      for (let i = 0; i < 5000; i++) {
        const p = document.createElement('p');
        p.textContent = `第${i}段，中國(guó)的話`;
        document.body.append(p);
      }
    });
    await begin(page);
    await page.waitForFunction(() => !document.body.textContent?.includes('guó'));
    expect((await counts(page))['annotation']).toBe(5001);
  });
});

describe('what the reader rewrote', () => {
  /** Rewrites all of an element. */
  const rewrite = async (page: Page, selector: string): Promise<void> => {
    await page.evaluate((s) => {
      getSelection()!.selectAllChildren(document.querySelector(s) as Element);
      (window as any).cleaner.rewriteSelection('mojibake', (texts: string[]) => texts.map((one) => ({ text: `【${one}】`, count: 1 })));
      getSelection()!.empty();
    }, selector);
    await settle(page);
  };
  const PAGE = '<p id="a">國(guó)一</p><p id="b">二</p><p id="c">二</p><p>國(guó)國(guó)</p>';
  const texts = (page: Page): Promise<string[]> => page.evaluate(() => ['#a', '#b', '#c'].map((s) => document.querySelector(s)?.textContent ?? ''));

  test.each([
    ['writes its document anew', (html: string): void => { document.open(); document.write(`<!doctype html><html lang="zh-CN"><body>${html}</body></html>`); document.close(); }],
    ['makes its elements anew', (html: string): void => { document.body.innerHTML = html; }],
    ['makes one text after the other anew', (): void => { for (const p of document.querySelectorAll('p')) p.replaceChildren(p.id === 'a' ? '國(guó)一' : p.id === '' ? '國(guó)國(guó)' : '二'); }],
  ])('stays when the page %s with the same words in it, as often as it was asked for', async (_what, again) => {
    const page = await lab.open(PAGE);
    await rewrite(page, '#a');
    await rewrite(page, '#b');
    expect(await texts(page)).toEqual(['【國一】', '【二】', '二']);
    for (let round = 0; round < 2; round++) {
      await page.evaluate(again, PAGE);
      await settle(page);
      expect(await texts(page)).toEqual(['【國一】', '【二】', '二']);
    }
    expect((await counts(page))['mojibake']).toBe(2);
    await page.evaluate(() => (window as any).cleaner.restore());
    expect(await texts(page)).toEqual(['國(guó)一', '二', '二']);
  });

  test('is all that was selected, shadow trees of selected elements included, and nothing else', async () => {
    const page = await lab.open('<p id="a">一二</p><p><x-in>三</x-in><code>四</code></p><p id="b">五六</p><x-out></x-out>');
    await page.evaluate(() => {
      for (const host of document.querySelectorAll('x-in, x-out')) host.attachShadow({ mode: 'open' }).innerHTML = '內<b>外</b><x-deep></x-deep><slot></slot>';
      document.querySelector('x-in')!.shadowRoot!.querySelector('x-deep')!.attachShadow({ mode: 'open' }).innerHTML = '深';
      getSelection()!.setBaseAndExtent(document.querySelector('#a')!.firstChild!, 1, document.querySelector('#b')!.firstChild!, 1);
      (window as any).cleaner.rewriteSelection('script', (texts: string[]) => texts.map((one) => ({ text: `【${one}】`, count: 1 })));
    });
    await settle(page);
    const shown = await page.evaluate(() => {
      const inner = document.querySelector('x-in')!.shadowRoot!;
      return [document.body.textContent, inner.textContent, inner.querySelector('x-deep')!.shadowRoot!.textContent, document.querySelector('x-out')!.shadowRoot!.textContent];
    });
    expect(shown).toEqual(['一【二】【三】四【五】六', '【內】【外】', '【深】', '內外']);
  });

  test('counts for what is shown: not also for the repairs that it was earlier than', async () => {
    const page = await lab.open('<p id="a">國(guó)一</p><p>國(guó)國(guó)</p>', false);
    await page.evaluate(() => {
      const { cleaner, qingye } = window as any;
      cleaner.do({ engine: null, options: qingye.OPTIONS, conversion: null });
      getSelection()!.selectAllChildren(document.querySelector('#a') as Element);
      cleaner.rewriteSelection('mojibake', () => [{ text: '國一', count: 1 }]);
    });
    await begin(page);
    expect(await text(page, '#a')).toBe('國一');
    expect(await counts(page)).toMatchObject({ annotation: 3, mojibake: 1 });
    await rewrite(page, '#a');
    expect(await text(page, '#a')).toBe('【國一】');
    expect(await counts(page)).toMatchObject({ annotation: 3, mojibake: 2 });
  });

  test('and was taken back stays so when the page makes it anew, until it is made again', async () => {
    const page = await lab.open(PAGE);
    await rewrite(page, '#b');
    const change = (takeBack: boolean): Promise<void> => page.evaluate((back) => {
      const { cleaner } = window as any;
      cleaner.change([...cleaner.changes()].find(({ change }: any) => change.kind === 'mojibake'), back);
    }, takeBack);
    const again = async (): Promise<void> => {
      await page.evaluate(() => { document.querySelector('#b')!.innerHTML = '二'; });
      await settle(page);
    };
    await change(true);
    await again();
    expect((await texts(page)).slice(1)).toEqual(['二', '二']);
    await change(false);
    expect((await texts(page)).slice(1)).toEqual(['【二】', '二']);
    await again();
    expect((await texts(page)).slice(1)).toEqual(['【二】', '二']);
  });
});

describe('the reader’s script', () => {
  test('is found across inline tags, not across blocks', async () => {
    const page = await lab.open('<p id="a">这是他的<b>头</b>发，从后面看</p><p id="b">皇<br>后</p>', false);
    await begin(page, 'tw');
    expect(await text(page, '#a')).toBe('這是他的頭髮，從後面看');
    expect(await page.evaluate(() => document.querySelector('b')?.textContent)).toBe('頭');
    expect(await text(page, '#b')).toBe('皇後');
  });

  test('sets lang, skips what is not to be translated, and takes all of it back', async () => {
    const page = await lab.open('<p id="a">头发</p><p id="b" translate="no">头发</p><p id="c" lang="ja">国会</p><p id="d" lang="zh-Hans">国</p>', false);
    await page.evaluate(keepSnapshot);
    await begin(page, 't');
    expect(await text(page, '#a')).toBe('頭髮');
    expect(await text(page, '#b')).toBe('头发');
    expect(await text(page, '#c')).toBe('国会');
    expect(await page.getAttribute('html', 'lang')).toBe('zh-x-t');
    expect(await page.getAttribute('#d', 'lang')).toBe('zh-x-t');
    await begin(page, 'cn');
    expect(await text(page, '#a')).toBe('头发');
    expect(await page.getAttribute('html', 'lang')).toBe('zh-x-cn');
    await page.evaluate(() => (window as any).cleaner.restore());
    expect(await page.evaluate(compareSnapshot)).toEqual([]);
  });

  test.each([
    ['<html translate="no">', () => document.documentElement.setAttribute('translate', 'no')],
    ['<html class="notranslate">', () => document.documentElement.classList.add('notranslate')],
    ['<body translate="no">', () => document.body.setAttribute('translate', 'no')],
  ])('of a page that is not to be translated as a whole (%s) stays, but where the reader asked for it on this site; what it marks within stays', async (_how, mark) => {
    const page = await lab.open('<p>头发<b translate="no">头发</b></p>', false);
    await page.evaluate(mark);
    await page.evaluate(keepSnapshot);
    await begin(page, 'tw');
    expect(await page.evaluate(compareSnapshot)).toEqual([]);
    await page.evaluate(() => (window as any).cleaner.restore());
    expect(await page.evaluate(() => { (window as any).cleaner.announce({ lang: 'zh-x-tw' }); return document.documentElement.lang; })).toBe('zh-CN');
    expect(await page.evaluate(() => { (window as any).cleaner.announce({ lang: 'zh-x-tw', asked: true }); return document.documentElement.lang; })).toBe('zh-x-tw');
    await begin(page, 'tw', true);
    expect(await text(page, 'p')).toBe('頭髮头发');
    expect(await page.getAttribute('html', 'lang')).toBe('zh-x-tw');
    await page.evaluate(() => (window as any).cleaner.restore());
    expect(await page.evaluate(compareSnapshot)).toEqual([]);
  });

  test('the nearest that says whether it is to be translated counts, also from outside of a shadow tree; so does the nearest lang', async () => {
    const page = await lab.open(`<p translate="no">发<b translate="yes">发<i class="notranslate">发</i></b><b translate="">发</b><b translate="maybe">发</b></p>
      <div class="notranslate">发<b translate="yes">发</b></div><b translate="yes" class="notranslate">发</b>
      <div translate="no"><x-a></x-a></div><div lang="ja"><x-a></x-a></div><x-a></x-a>`, false);
    await page.evaluate(() => {
      for (const host of document.querySelectorAll('x-a')) host.attachShadow({ mode: 'open' }).innerHTML = '发<b>发</b><b lang="zh">发</b>';
    });
    await begin(page, 't');
    const shown = await page.evaluate(() => [...document.querySelectorAll('p, div, body > b, x-a')].map((one) => (one.shadowRoot ?? one).textContent));
    expect(shown).toEqual(['发發发發发', '发發', '发', '', '发发发', '', '发发發', '發發發']);
  });

  test.each([
    ['zh-CN', 'zh-x-tw'], ['zh', 'zh-x-tw'], ['en', 'en'], ['ja', 'ja'], [null, null],
  ])('is said of a page that says %s while its dictionaries load, and taken back where none come', async (own, said) => {
    const page = await lab.open('<p>头发</p>', false);
    await page.evaluate((lang) => (lang === null ? document.documentElement.removeAttribute('lang') : document.documentElement.setAttribute('lang', lang)), own);
    await page.evaluate(keepSnapshot);
    const announce = async (): Promise<void> => {
      await page.evaluate(() => (window as any).cleaner.announce({ lang: 'zh-x-tw' }));
      expect(await page.getAttribute('html', 'lang')).toBe(said);
    };
    await announce();
    await page.evaluate(() => (window as any).cleaner.restore());
    expect(await page.evaluate(compareSnapshot)).toEqual([]);
    await announce();
    await begin(page);
    expect(await page.evaluate(compareSnapshot)).toEqual([]);
  });

  const without = (body: string): Promise<Page> => lab.serve('text/html', `<!doctype html><title>x</title><body>${body}`);

  test.each([
    ['English', '<p>Hello, this is an English page, and says 汉字 once.</p>', ['汉字', '漢字']],
    ['Japanese', '<p>日本の国会図書館で学生が本を読んでいます。会社の経済。</p>', null],
    ['Korean', '<p>한국의 经济学 신문은 매일 나옵니다.</p>', null],
    ['Chinese that stays as it is', '<p>一二三四五六</p>', null],
  ])('gives a page that has no lang none: %s', async (_what, body, converted) => {
    const page = await without(body);
    const before = await page.evaluate(() => document.documentElement.outerHTML);
    await begin(page, 'tw');
    expect(await page.evaluate(() => document.documentElement.outerHTML)).toBe(converted === null ? before : before.replace(converted[0]!, converted[1]!));
  });

  test('gives a Chinese page its lang when something is converted, where it quotes a little Japanese too, and takes it back', async () => {
    const page = await without('<p>这首歌叫「残酷な天使のテーゼ」，是一部动画片的主题歌，很多人听过，后来还有国语的版本。</p>');
    await begin(page, 'tw');
    expect(await text(page, 'p')).toContain('這首歌叫「殘酷な天使のテーゼ」，是一部');
    expect(await page.getAttribute('html', 'lang')).toBe('zh-x-tw');
    await begin(page, 'tw');
    expect(await page.getAttribute('html', 'lang')).toBe('zh-x-tw');
    await begin(page, 'cn'); // it is so already
    expect(await page.getAttribute('html', 'lang')).toBe(null);
    await begin(page, 'tw');
    expect(await page.getAttribute('html', 'lang')).toBe('zh-x-tw');
    await begin(page);
    expect(await page.getAttribute('html', 'lang')).toBe(null);
  });

  test('converts in a Japanese page what says that it is Chinese', async () => {
    const page = await without('<p id="a">日本の国会図書館で学生が本を読んでいます。</p><p id="b" lang="zh-CN">国会</p>');
    await begin(page, 'tw');
    expect(await text(page, '#a')).toContain('国会図書館');
    expect(await text(page, '#b')).toContain('國會');
    expect(await page.getAttribute('#b', 'lang')).toBe('zh-x-tw');
  });

  test('takes its conversion back where a page turns out to be Japanese', async () => {
    const page = await without('<p id="a">国会</p>');
    await begin(page, 'tw');
    expect(await text(page, '#a')).toBe('國會');
    await page.evaluate(() => document.body.append('日本の国会図書館で学生が本を読んでいます。'.repeat(5)));
    await expect.poll(() => text(page, 'body')).toBe(`国会${'日本の国会図書館で学生が本を読んでいます。'.repeat(5)}`);
    expect(await page.getAttribute('html', 'lang')).toBe(null);
  });

  test('sets the lang of what comes later, and in shadow trees, and takes it back', async () => {
    const page = await lab.open('<p>头发里面的软件</p><div id="host"></div>', false);
    const langs = (): Promise<(string | null)[]> => page.evaluate(() => [...document.querySelectorAll('.new'), ...document.querySelector('#host')!.shadowRoot!.querySelectorAll('p')].map((one) => one.getAttribute('lang')));
    await page.evaluate(() => { document.querySelector('#host')!.attachShadow({ mode: 'open' }).innerHTML = '<p lang="zh-Hans">头发</p><p lang="ja">髪</p>'; });
    await begin(page, 'tw');
    await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<div class="new" lang="zh-CN">发<b class="new" lang="zh">头发</b></div>'));
    await settle(page);
    expect(await langs()).toEqual(['zh-x-tw', 'zh-x-tw', 'zh-x-tw', 'ja']);
    await page.evaluate(() => (window as any).cleaner.restore());
    expect(await langs()).toEqual(['zh-CN', 'zh', 'zh-Hans', 'ja']);
  });

  test('leaves the lang of what is not to be translated', async () => {
    const page = await lab.open('<p id="a" class="notranslate" lang="zh-CN">汉字</p><p translate="no"><b id="b" lang="zh-CN">汉字</b></p>', false);
    await begin(page, 'tw');
    expect(await page.getAttribute('#a', 'lang')).toBe('zh-CN');
    expect(await page.getAttribute('#b', 'lang')).toBe('zh-CN');
  });
});
