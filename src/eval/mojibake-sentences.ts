import { fileURLToPath } from 'node:url';
import { Converter } from 'opencc-js/cn2t';
import type { Channel } from '../engine/mojibake/channels.ts';
import { type Page, readPages } from './corpus.ts';

/** Honest texts in other languages, written for this project. */
export const OTHER_LANGUAGES = fileURLToPath(new URL('../../tests/mojibake/clean', import.meta.url));
/** Shorter sentences are not measured: characters. */
export const LEAST_LENGTH = 10;

/** The sentences of a page that are not all ASCII. */
const sentencesIn = (page: Page): string[] => page.lines.flatMap((line) => line.match(/[^。！？]+[。！？]?[”』」）]?/gu) ?? [])
  .map((sentence) => sentence.trim()).filter((text) => /[\u0080-\uffff]/u.test(text));

/** @returns at most `limit` sentences, spread over the whole folder */
function sentencesOf(folder: string, limit: number): string[] {
  const found = readPages(folder).flatMap(sentencesIn).filter((text) => [...text].length >= LEAST_LENGTH);
  const step = Math.max(1, found.length / limit);
  return Array.from({ length: Math.min(limit, found.length) }, (_, i) => found[Math.floor(i * step)]!);
}

/** Sentences of a folder of Simplified Chinese for each charset: Big5 gets them Traditional, Japanese and Korean have their own. */
export function sentencesFor(folder: string, limit: number): (is: Channel['is']) => readonly string[] {
  const toTaiwan = Converter({ from: 'cn', to: 'tw' });
  const chinese = sentencesOf(folder, limit).filter((text) => (text.match(/\p{Script=Han}/gu)?.length ?? 0) >= 5);
  const traditional = chinese.map(toTaiwan);
  const japanese = sentencesOf(`${OTHER_LANGUAGES}/japanese.txt`, limit);
  const korean = sentencesOf(`${OTHER_LANGUAGES}/korean.txt`, limit);
  return (is) => (is === 'shift_jis' ? japanese : is === 'euc-kr' ? korean : is === 'big5' ? traditional : chinese);
}

/** Pages of a folder of Simplified Chinese, at most `limit` of them, spread over it: the sentences of each, Traditional for Big5. */
export function pagesFor(folder: string, limit: number): (is: Channel['is']) => readonly (readonly string[])[] {
  const toTaiwan = Converter({ from: 'cn', to: 'tw' });
  const all = readPages(folder);
  const step = Math.max(1, all.length / limit);
  const pages = Array.from({ length: Math.min(limit, all.length) }, (_, i) => sentencesIn(all[Math.floor(i * step)]!));
  const traditional = pages.map((page) => page.map(toTaiwan));
  return (is) => (is === 'big5' ? traditional : pages);
}
