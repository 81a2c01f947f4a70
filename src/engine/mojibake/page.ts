import { Pace, type Steps } from '../steps.ts';
import type { Edit, Passage, WrongEncoding } from '../types.ts';
import type { Channel } from './channels.ts';
import { showsEscapesInCode } from './escapes.ts';
import type { MojibakeRepairer, Repair } from './repair.ts';
import { isTakenAlong } from './taken-along.ts';

/** What a page as a whole tells of wrong charsets. */
export interface PageEncoding {
  /** what to do to each text of the page; texts that are right are not in it */
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
  readonly encoding: WrongEncoding | undefined;
}

/** An article about garbling shows it. Where a page says so, only what is garbled for the most part is a page in need of repair. */
const subject = /乱码|亂碼|锟斤拷|mojibake|文字化け/iu;
const LEAST_SHARE_OF_SUBJECT = 0.5;
/** Characters that were repaired from which the channel of a page is known for its short texts. */
const ENOUGH_FOR_CHANNEL = 12;
/** Share of a page's characters beyond ASCII that are garbled where the whole page is, and characters from which that is certain. */
const MOST = 0.5;
const NEARLY_ALL = 0.8;
const ENOUGH_TO_BE_CERTAIN = 30;
/**
 * UTF-16 code units of which it was asked in vain whether a channel explains them, and what their reading took
 * (`MojibakeRepairer.searched`), after which no more are on a page that is not garbled for the most part: a second of processor time
 * each. Honest pages have a rare name or a poem here and there.
 */
const MOST_IN_VAIN = 100_000;
const MOST_SEARCHED_IN_VAIN = 3_000_000;
/** Texts with a loss that are read again with the help of the rest of the page: UTF-16 code units. */
const MOST_READ_AGAIN = 200_000;
/** On a page of the kit, which has damage of its own that looks like this: only long texts of UTF-8 without a loss. */
const BEYOND_DOUBT = 20;

/** Marks that text which is garbled from end to end does not have: no bytes of UTF-8 come out as these. */
const sentence = /[，。、；：]/u;

const lost = /\ufffd/gu;
const countOf = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

const beyondAscii = /[^\0-\x7f]/;

/** How many characters beyond ASCII. */
function countVisible(text: string): number {
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80 && (unit & 0xfc00) !== 0xdc00) n++;
  }
  return n;
}

/**
 * Looks at the texts of a page for wrong charsets.
 * @param kit the annotating kit was here
 * @returns null where all is right
 */
export function* assessEncoding(passages: readonly Passage[], repairer: MojibakeRepairer, kit: boolean): Steps<PageEncoding | null> {
  const repairs = new Map<string, Repair>();
  const byChannel = new Map<string, { channel: Channel; before: number; after: number }>();
  // Even an empty map goes through all of a text to ask for it.
  const known = (text: string): Repair | undefined => (repairs.size === 0 ? undefined : repairs.get(text));
  const pace = new Pace();
  const leavesEscapes = escapesOf(passages, repairer);
  const isRead = (text: string): boolean => beyondAscii.test(text) || repairer.showsEscapes(text);
  let replaced = 0, garbled = 0, vain = 0, searchedInVain = 0, searchedWell = 0, isSpent = false;
  for (const { text } of passages) {
    if (!isRead(text)) continue;
    if (pace.isOver(text)) yield;
    // Trying every charset on every text that the kit damaged takes longer than all its repair.
    const { tried, searched } = repairer;
    isSpent = vain > MOST_IN_VAIN + garbled || searchedInVain > MOST_SEARCHED_IN_VAIN + searchedWell;
    const repair = (kit && sentence.test(text)) || isSpent ? null : known(text) ?? repairer.repair(text, null, leavesEscapes);
    if (repair === null) {
      vain += repairer.tried - tried;
      searchedInVain += repairer.searched - searched;
    } else searchedWell += repairer.searched - searched;
    if (repair === null || (kit && !isBeyondDoubt(repair, text))) {
      if (text.includes('\ufffd')) replaced += countOf(text, lost);
      continue;
    }
    repairs.set(text, repair);
    for (const { before, after } of repair.edits) {
      garbled += countVisible(before);
      if (repair.channel === null) continue;
      const key = `${repair.channel.readAs} ${repair.channel.is}`;
      const sum = byChannel.get(key) ?? { channel: repair.channel, before: 0, after: 0 };
      byChannel.set(key, { channel: repair.channel, before: sum.before + countVisible(before), after: sum.after + after.length });
    }
  }
  const taken = kit ? undefined : repairer.takenFor(passages.map(({ text }) => text));
  if (repairs.size === 0 && replaced === 0 && vain === 0 && taken === undefined) return null;
  const seen = passages.reduce((sum, { text }) => sum + countVisible(text), 0);
  const isAbout = ({ text }: Passage): boolean => !repairs.has(text) && isRead(text) && subject.test(text);
  if (garbled < seen * LEAST_SHARE_OF_SUBJECT && passages.some(isAbout)) return null;
  const usual = [...byChannel.values()].reduce<{ channel: Channel; before: number; after: number } | null>((best, one) => (best === null || one.before > best.before ? one : best), null);
  if (usual !== null && usual.after >= ENOUGH_FOR_CHANNEL && !kit) {
    for (const { text } of passages) {
      if (repairs.has(text)) continue;
      yield;
      const repair = repairer.repairShort(text, usual.channel);
      if (repair !== null) repairs.set(text, repair);
    }
  }
  const channel = usual !== null && usual.before >= seen * MOST && usual.after >= ENOUGH_FOR_CHANNEL && !kit ? usual.channel : null;
  yield* readAgain(passages, repairs, repairer, channel, leavesEscapes);
  const byTexts = usual !== null && usual.before >= seen * MOST
    ? { decoded: usual.channel.readAs, really: usual.channel.is, certain: usual.before >= seen * NEARLY_ALL && usual.after >= ENOUGH_TO_BE_CERTAIN } : undefined;
  // Only text that was read in vain can be strange.
  const encoding = (byTexts?.certain === true ? byTexts : taken ?? byTexts)
    ?? encodingOfRuin(replaced, kit || !(isSpent || vain >= seen * MOST) ? 0 : passages.reduce((sum, { text }) => sum + repairer.strangeIn(text), 0), seen);
  if (repairs.size === 0 && encoding === undefined) return null;
  return { edits: new Map([...repairs].map(([text, { edits }]) => [text, edits])), encoding };
}

/**
 * What a page tells that no channel explains: most of its bytes were lost, or made to characters that no language has side by side.
 * @param replaced how many of its characters are U+FFFD
 * @param strange how many look like no text
 * @param seen how many there are beyond ASCII
 */
function encodingOfRuin(replaced: number, strange: number, seen: number): WrongEncoding | undefined {
  const certain = (count: number): boolean => count > seen * NEARLY_ALL && count >= ENOUGH_TO_BE_CERTAIN;
  // What was decoded as UTF-8 and is not leaves nothing but U+FFFD.
  if (replaced > seen * MOST) return { decoded: 'utf-8', really: '', certain: certain(replaced) };
  return strange > seen * MOST ? { decoded: '', really: '', certain: certain(strange) } : undefined;
}

/**
 * Source code and files of settings write characters as escapes, and that is right. Where most texts with escapes are lines of code, those
 * between them belong to it.
 * @returns whether the escapes of a text stay; the page is read when that is first asked
 */
function escapesOf(passages: readonly Passage[], repairer: MojibakeRepairer): (text: string) => boolean {
  let mostlyCode: boolean | null = null;
  const read = (): boolean => {
    const showing = passages.filter(({ text }) => repairer.showsEscapes(text));
    const inCode = showing.filter(({ text }) => showsEscapesInCode(text)).length;
    return inCode > 0 && 2 * inCode >= showing.length;
  };
  return (text) => (mostlyCode ??= read()) || showsEscapesInCode(text);
}

/**
 * Reads texts in which bytes are lost once more: what a page says once it says again, and bytes are lost on all of it in one way, so that the rest of it knows more
 * than the language.
 * @param channel that of the page, where most of it is garbled: short texts are read through it although they lost bytes
 */
function* readAgain(passages: readonly Passage[], repairs: Map<string, Repair>, repairer: MojibakeRepairer, channel: Channel | null, leavesEscapes: (text: string) => boolean): Steps<void> {
  const takesAlong = isTakenAlong(repairs.keys());
  const mayLackMore = (text: string): boolean => takesAlong && text.includes('?') && !isTakenAlong([text]);
  const incomplete = [...repairs].filter(([text, { edits, known }]) => known.length > 0 && (edits.some(({ kind }) => kind === 'lost') || mayLackMore(text))).map(([text]) => text);
  const left = channel === null ? [] : passages.map(({ text }) => text).filter((text) => countVisible(text) > 0 && !repairs.has(text));
  if (incomplete.length === 0 && left.length === 0) return;
  const pace = new Pace();
  const local = repairer.newLocal();
  for (const { text } of passages) {
    if (pace.isOver(text)) yield;
    for (const known of repairs.get(text)?.known ?? [text]) repairer.learn(local, known);
  }
  let read = 0;
  for (const text of [...incomplete, ...new Set(left)]) {
    if ((read += text.length) > MOST_READ_AGAIN) return;
    if (pace.isOver(text)) yield;
    const repair = repairs.has(text) || channel === null ? repairer.repair(text, local, leavesEscapes, takesAlong) : repairer.repairShort(text, channel, local, takesAlong);
    if (repair !== null) repairs.set(text, repair);
  }
}

const isBeyondDoubt = ({ channel, edits }: Repair, text: string): boolean =>
  channel?.is === 'utf-8' && edits.length === 1 && edits[0]!.kind === 'mojibake' && edits[0]!.after.length >= BEYOND_DOUBT && edits[0]!.before.length === text.length;
