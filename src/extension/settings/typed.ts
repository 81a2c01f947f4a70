import type { Words } from '../../script/types.ts';

/** What a reader typed over a list that may have changed elsewhere meanwhile: both changes are made, and where both change the same, what was typed wins. */
function typedOver<T>(before: ReadonlyMap<string, T>, typed: ReadonlyMap<string, T>, now: ReadonlyMap<string, T>): Map<string, T> {
  const merged = new Map<string, T>();
  for (const [name, value] of typed) {
    if (!before.has(name) || before.get(name) !== value) merged.set(name, value);
    else if (now.has(name)) merged.set(name, now.get(name) as T);
  }
  for (const [name, value] of now) if (!before.has(name) && !typed.has(name)) merged.set(name, value);
  return merged;
}

const linesOf = (lines: readonly string[]): Map<string, true> => new Map(lines.map((line) => [line, true]));

/** @param before what the reader saw when he began. @param now what is stored by now */
export const linesTypedOver = (before: readonly string[], typed: readonly string[], now: readonly string[]): string[] =>
  [...typedOver(linesOf(before), linesOf(typed), linesOf(now)).keys()];

/** `null`: never converted */
const entriesOf = ({ protect, replace }: Words): Map<string, string | null> =>
  new Map([...protect.map((word) => [word, null] as const), ...Object.entries(replace)]);

/** The same of own words. */
export function wordsTypedOver(before: Words, typed: Words, now: Words): Words {
  const merged = [...typedOver(entriesOf(before), entriesOf(typed), entriesOf(now))];
  return {
    protect: merged.flatMap(([word, other]) => (other === null ? [word] : [])),
    replace: Object.fromEntries(merged.flatMap(([word, other]) => (other === null ? [] : [[word, other]]))),
  };
}
