import { fileURLToPath } from 'node:url';
import { Converter } from 'opencc-js/cn2t';
import type { Channel } from '../engine/mojibake/channels.ts';
import { readPages } from './corpus.ts';

/** Honest texts in other languages, written for this project. */
export const OTHER_LANGUAGES = fileURLToPath(new URL('../../tests/mojibake/clean', import.meta.url));
/** Shorter sentences are not measured: characters. */
export const LEAST_LENGTH = 10;

/** @returns at most `limit` sentences, spread over the whole folder */
export function sentencesOf(folder: string, limit: number): string[] {
  const found: string[] = [];
  for (const page of readPages(folder)) {
    for (const line of page.lines) {
      for (const sentence of line.match(/[^。！？]+[。！？]?[”』」）]?/gu) ?? []) {
        const text = sentence.trim();
        if ([...text].length >= LEAST_LENGTH && /[\u0080-\uffff]/u.test(text)) found.push(text);
      }
    }
  }
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
