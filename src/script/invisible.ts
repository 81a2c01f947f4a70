/** What shows nothing and can stand within a word: soft hyphens, spaces and joiners without a width, byte order marks. */
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

/**
 * Converts a text as if nothing invisible stood in it, so that words are found across it, and puts that back where it stood.
 * @param borders as `convert` takes them: places in the text, ascending, that are replaced by where they are in the result
 */
export function aroundInvisible(text: string, borders: number[], convert: (text: string, borders: number[]) => string): string {
  if (text.search(INVISIBLE) === -1) return convert(text, borders);
  const all = [
    ...borders.map((index) => ({ index, character: '' })),
    ...Array.from(text.matchAll(INVISIBLE), ({ 0: character, index }) => ({ index, character })),
  ].sort((a, b) => a.index - b.index);
  let passed = 0;
  const places = all.map(({ index, character }) => {
    const place = index - passed;
    passed += character.length;
    return place;
  });
  const converted = convert(text.replaceAll(INVISIBLE, ''), places);
  let out = '', from = 0, next = 0;
  all.forEach(({ character }, i) => {
    out += converted.slice(from, (from = places[i]!)) + character;
    if (character === '') borders[next++] = out.length;
  });
  return out + converted.slice(from);
}
