import type { CharacterTable } from '../language/characters.ts';

/**
 * UTF-8 read as GBK is half rare Traditional characters (`鐨`, `鑲`, `紝`). Where there are none, the garbled text was turned to Simplified
 * afterwards (`镄`, `镶`, `纴`), as sites do with all of their text.
 */

/** Characters of a Simplified form, by that form. */
export type Variants = ReadonlyMap<number, readonly number[]>;

/** So many Simplified characters that have a Traditional form for each Traditional one, and at least. */
const LEAST_SHARE = 3;
const LEAST = 3;

/** The Traditional characters of each Simplified one. */
export function variantsOf({ simplify }: CharacterTable): Variants {
  const variants = new Map<number, number[]>();
  simplify.forEach((simplified, unit) => {
    if (simplified === unit) return;
    const known = variants.get(simplified);
    if (known === undefined) variants.set(simplified, [unit]);
    else known.push(unit);
  });
  return variants;
}

/** True where a text that should be full of Traditional characters has next to none. */
export function wasSimplified(text: string, { simplify }: CharacterTable, variants: Variants): boolean {
  let traditional = 0, simplified = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (simplify[unit] !== unit) traditional++;
    else if (variants.has(unit)) simplified++;
  }
  return simplified >= LEAST && simplified >= traditional * LEAST_SHARE;
}
