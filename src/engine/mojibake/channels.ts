import type { RepairStep } from '../types.ts';
import { type LegacyName, SINGLE_BYTE } from './charsets.ts';

/** Labels of the WHATWG Encoding standard, lower case. */
export type TargetName = 'utf-8' | 'gbk' | 'big5' | 'shift_jis' | 'euc-kr';

/** One wrong reading: bytes of one charset that were decoded as another. */
export interface Channel {
  /** what the bytes were taken for */
  readonly readAs: LegacyName;
  /** what they are */
  readonly is: TargetName;
}

/** Most usual first: where two explain a text equally well, the first one is meant. */
export const CHANNELS: readonly Channel[] = [
  { readAs: 'gbk', is: 'utf-8' },
  { readAs: 'windows-1252', is: 'utf-8' },
  { readAs: 'windows-1252', is: 'gbk' },
  { readAs: 'big5', is: 'utf-8' },
  { readAs: 'shift_jis', is: 'utf-8' },
  { readAs: 'euc-kr', is: 'utf-8' },
  { readAs: 'gbk', is: 'big5' },
  { readAs: 'big5', is: 'gbk' },
  { readAs: 'windows-1252', is: 'big5' },
  { readAs: 'euc-kr', is: 'gbk' },
  { readAs: 'shift_jis', is: 'gbk' },
  { readAs: 'gbk', is: 'shift_jis' },
  { readAs: 'gbk', is: 'euc-kr' },
  // Programs for the languages of Europe, and those that guess: UTF-8 shows itself there by its shape, the charsets of the East don't.
  ...SINGLE_BYTE.slice(1).map((readAs): Channel => ({ readAs, is: 'utf-8' })),
];

/** The step that undoes the channel. */
export const stepOf = ({ readAs, is }: Channel): RepairStep => ({ kind: 'charset', read: readAs, is });
