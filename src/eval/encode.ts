import { legacyCharset, type LegacyName } from '../engine/mojibake/charsets.ts';

/** Text as bytes of a charset (WHATWG Encoding); null where the charset lacks a character. */
export function encode(text: string, charset: LegacyName | 'utf-8'): Uint8Array<ArrayBuffer> | null {
  if (charset === 'utf-8') return new TextEncoder().encode(text);
  const table = legacyCharset(charset);
  const bytes: number[] = [];
  for (const char of text) {
    const found = table.bytesOf(char.codePointAt(0)!)[0];
    if (found === undefined) return null;
    bytes.push(...found);
  }
  return Uint8Array.from(bytes);
}
