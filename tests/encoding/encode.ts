import { legacyCharset, type LegacyName } from '../../src/engine/mojibake/charsets.ts';

/** The text as bytes of a charset. @throws where the charset lacks a character */
export function encode(text: string, charset: LegacyName | 'utf-8'): Uint8Array {
  if (charset === 'utf-8') return new TextEncoder().encode(text);
  const table = legacyCharset(charset);
  return Uint8Array.from([...text].flatMap((char) => {
    const bytes = table.bytesOf(char.codePointAt(0)!)[0];
    if (bytes === undefined) throw new Error(`${charset} has no ${char}`);
    return [...bytes];
  }));
}
