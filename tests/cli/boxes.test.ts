import { describe, expect, test } from 'vitest';
import { findBoxes } from '../../src/cli/html-boxes.ts';

const many = (id: string, names = ['td', 'ul', 'dfn', 'small', 'rt', 'li', 'cite', 'legend', 'tr', 'th']) =>
  names.map((name) => `<${name} id="${id}"></${name}>`).join('');
const box = (id: string) => `<div id="${id}" class="pl_css_ganrao" style="display: none;">${many(id)}</div>`;
const found = (html: string) => findBoxes(html).map(({ start, end }) => html.slice(start, end));

describe('boxes of empty elements with one id', () => {
  test.each([
    ['one', `<body>\n${box('6fatj')}\n<p>文`, [box('6fatj')]],
    ['two in a row, with ids of their own', `${box('6fatj')}${box('woq6h')}</body>`, [box('6fatj'), box('woq6h')]],
    ['one that is never closed before one that is', `<div id="aaaaa">${many('aaaaa')}<p>文</p>${box('woq6h')}`, [box('woq6h')]],
    ['eight elements of four names are enough', `<div id="6fatj">${many('6fatj', ['td', 'ul', 'li', 'rt', 'td', 'ul', 'li', 'rt'])}</div>`, [`<div id="6fatj">${many('6fatj', ['td', 'ul', 'li', 'rt', 'td', 'ul', 'li', 'rt'])}</div>`]],
    ['a box in a box is part of it', `<div id="6fatj">${box('6fatj')}${many('6fatj')}</div>`, [`<div id="6fatj">${box('6fatj')}${many('6fatj')}</div>`]],
  ])('%s', (_name, html, boxes) => {
    expect(found(html)).toEqual(boxes);
  });

  test.each([
    ['text in it', `<div id="6fatj">${many('6fatj')}文${many('6fatj')}</div>`],
    ['another element in it', `<div id="6fatj">${many('6fatj')}<img src="a.png">${many('6fatj')}</div>`],
    ['seven elements', `<div id="6fatj">${many('6fatj', ['td', 'ul', 'li', 'rt', 'th', 'tr', 'dfn'])}</div>`],
    ['seven elements, inside of more of that id', `<div id="6fatj">${many('6fatj')}<div id="6fatj">${many('6fatj', ['td', 'ul', 'li', 'rt', 'th', 'tr', 'dfn'])}</div>`],
    ['three names', `<div id="6fatj">${many('6fatj', ['td', 'ul', 'li', 'td', 'ul', 'li', 'td', 'ul', 'li'])}</div>`],
    ['a list whose items share an id by mistake', `<div id="items">${many('items', Array<string>(20).fill('li'))}</div>`],
    ['ids of their own', `<div id="items">${['a1b2', 'a1b3', 'a1b4'].map((id) => many(id, ['b', 'i'])).join('')}</div>`],
  ])('not: %s', (_name, html) => {
    expect(found(html)).toEqual([]);
  });

  test.each([
    ['never closed', '<div id="6fatj">'.repeat(100_000)],
    ['closed at the very end', '<div id="6fatj">'.repeat(50_000) + '</div>'.repeat(50_000)],
    ['tags without an end', '<div id="6fatj" '.repeat(100_000)],
  ])('hostile pages take no longer than others: %s', (_name, html) => {
    const started = performance.now();
    findBoxes(html);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
