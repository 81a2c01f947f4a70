/** So many readings are enough to look closer; of syllables without tones, which glosses can be, too, it takes more. */
export const READINGS = 3;
export const TONELESS = 10;

const toneMarks: ReadonlySet<number> = new Set([...'āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿ'].map((c) => c.charCodeAt(0)));
const isLatin = (unit: number): boolean => (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;
/** A syllable has no more letters. */
const LONGEST = 6;

/**
 * Does a bracket with what may be a syllable without its tone end before the `)` at `at`, right behind a Chinese character? So does many an English word.
 */
export function endsToneless(text: string, at: number): boolean {
  let i = at - 1;
  while (i >= at - LONGEST && text.charCodeAt(i) >= 0x61 && text.charCodeAt(i) <= 0x7a) i--;
  const before = text.charCodeAt(i - 1);
  return at - i > 2 && text.charCodeAt(i) === 0x28 && before >= 0x4e00 && before <= 0x9fff;
}

/**
 * Does a reading end before the `)` at `at` as the kit puts it there: in brackets behind a character, or run into by a Latin letter or a
 * `?`? Looks back from the bracket: forwards, ordinary prose would be tried at every letter.
 */
export function endsReading(text: string, at: number): boolean {
  let i = at - 1, letters = 0, marked = false;
  if (text.charCodeAt(i) === 0x20) i--;
  for (; i >= 0 && letters <= LONGEST; i--, letters++) {
    const unit = text.charCodeAt(i);
    if (toneMarks.has(unit)) marked = true;
    else if (!isLatin(unit) && unit !== 0xfc) break;
  }
  if (!marked) return false;
  if (letters > 1 && text.charCodeAt(i) !== 0x28) return true;
  const before = text.charCodeAt(text.charCodeAt(i) === 0x28 ? i - 1 : i);
  return (before >= 0x4e00 && before <= 0x9fff) || before === 0x3f || isLatin(before);
}
