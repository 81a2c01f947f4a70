import { expect, test } from 'vitest';
import { scanHtml } from '../../src/cli/html-scan.ts';

/** Is the text of an element with these attributes out of a reader's sight, by its own markup? */
const isHidden = (attributes: string, name = 'div'): boolean | undefined => scanHtml(`<${name} ${attributes}>文字</${name}>`).pieces[0]!.hidden;
const styled = (style: string): string => `style="${style}"`;

/** What hides, and what is like it and does not. */
test.each([
  ['hidden', 'title="x"'],
  [styled('display:none'), styled('display:block')],
  [styled('DISPLAY : None !important'), styled('display:inline !important')],
  [styled('color:red; visibility:hidden'), styled('visibility:visible')],
  [styled('opacity:0'), styled('opacity:.5')],
  [styled('opacity:0.0'), styled('opacity:1')],
  [styled('font-size:0'), styled('font-size:12px')],
  [styled('font-size:1px'), styled('font-size:1em')],
  [styled('font-size:1pt'), styled('font-size:1.2em')],
  [styled('font-size:.01em'), styled('font-size:0.9rem')],
  [styled('font-size:0%'), styled('font-size:100%')],
  [styled('text-indent:-9999px'), styled('text-indent:-2em')],
  [styled('text-indent:-100em'), styled('text-indent:2em')],
  [styled('margin-left:-501px'), styled('margin-left:-500px')],
  [styled('position:absolute;left:-9999px'), styled('left:-9999px')],
  [styled('position:fixed;top:-100vh'), styled('position:relative;top:-100px')],
  [styled('height:0;overflow:hidden'), styled('height:0')],
  [styled('width:1px;overflow:auto'), styled('width:1px;overflow:visible')],
  [styled('overflow:hidden;height:0.5px'), styled('overflow:hidden;height:1.5em')],
])('hidden by %s, not by %s', (hides, shows) => {
  expect([isHidden(hides), isHidden(shows)]).toEqual([true, false]);
});

test('a marquee of one pixel hides, whichever way; nothing else has such a size', () => {
  expect(['width="1" height="20"', 'width="1px"', 'height="0"', 'width="200" height="20"', ''].map((attributes) => isHidden(attributes, 'marquee'))).toEqual([true, true, true, false, false]);
  expect(isHidden('width="1"', 'div')).toBe(false);
});

test('what an element sets anew is read again in it; what hides all that is in it is not', () => {
  const { pieces } = scanHtml(`<ul style="font-size:0"><li>甲</li><li style="font-size:14px">乙</li><li style="font-size:1em">丙</li></ul>
    <div style="visibility:hidden"><p>丁</p><p style="visibility:visible">戊</p><p style="font-size:14px">己</p></div>
    <div style="opacity:0"><p style="opacity:1;visibility:visible">庚</p></div><div style="text-indent:-9999px"><p>辛</p><p style="text-indent:2em">壬</p><p style="text-indent:inherit">癸</p></div>`);
  expect(pieces.filter(({ hidden }) => hidden === true).map(({ text }) => text)).toEqual(['甲', '丙', '丁', '己', '庚', '辛', '癸']);
  const boxOf = (one: string): number | undefined => pieces.find(({ text }) => text === one)?.box;
  expect([boxOf('甲') === boxOf('丙'), boxOf('甲') === boxOf('丁'), boxOf('丁') === boxOf('己'), boxOf('乙')]).toEqual([true, false, true, undefined]);
});

test('what stands in something hidden is hidden with it, in one box, and what comes after it is not', () => {
  const { pieces } = scanHtml('<div hidden>甲<p style="display:none">乙</p></div><div style="display:none">丙</div><p>丁</p>');
  expect(pieces.map(({ text, hidden }) => [text, hidden])).toEqual([['甲', true], ['乙', true], ['丙', true], ['丁', false]]);
  const [a, b, c, d] = pieces.map(({ box }) => box);
  expect([a === b, b === c, d]).toEqual([true, false, undefined]);
});
