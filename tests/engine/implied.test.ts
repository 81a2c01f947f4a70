import { expect, test } from 'vitest';
import { impliedBy } from '../../src/engine/kit/implied.ts';

test.each([
  ['a bracket that is open', '它是一個屬性(函數?的值', ')'],
  ['a bracket that is closed and was never opened', '它是一個屬性?函數)的值', '('],
  ['the second mark of a label in bold', '- **第一步?* 打開設置', '*'],
  ['the first mark of an emphasis', '這是?要緊*的一句', '*'],
  ['the first digit of a year', '公布于?996年的條例', '1'],
  ['nothing: both marks stand in code', '把 `*.test.js` 放在這?里', ''],
  ['nothing: the star is the bullet of a list', '* 第一步?打開設置', ''],
  ['nothing: a number that heads an item', '一共?2)打開設置', ''],
])('a `?` ate %s', (_what, text, char) => expect(impliedBy(text, text.indexOf('?')).char).toBe(char));
