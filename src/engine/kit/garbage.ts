import { isLatin, isTagAt, OPEN, QUESTION } from './marks.ts';

/** How improbable the characters from here on must be (nats, mean of up to three) to suspect that the text slips. */
const GARBLED = 7.8;

/** Do the next characters look like bytes read one off? */
export function garbage(text: string, at: number, aloneCost: (unit: number) => number): boolean {
  if (text.charCodeAt(at) === QUESTION) {
    // It may be a pair that the code page lacks.
    return isTagAt(text, at) || (text.charCodeAt(at + 1) !== QUESTION && garbage(text, at + 1, aloneCost));
  }
  // A trail byte below 80 that leads nothing is a letter, and Chinese goes on right behind it.
  if (isLatin(text.charCodeAt(at)) && (text.charCodeAt(at + 1) >= 0x2e80 || text.charCodeAt(at + 1) === OPEN)) return true;
  let sum = 0, n = 0;
  for (let i = at; i < text.length && n < 3; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) break;
    sum += aloneCost(unit);
    n++;
  }
  return n > 0 && sum / n > GARBLED;
}
