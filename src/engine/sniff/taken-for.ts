/**
 * Was the text of a page taken for one in other letters? Chinese has `，` in GBK or `的` in Big5 or UTF-8, which other letters have side by side nowhere;
 * only in IBM866, of which it is not asked, `гм` is the first of them.
 * @param charset as `document.characterSet` names it. Linear time, and none where a character has several bytes
 */
export const wasTakenFor = (charset: string, text: string): boolean => /^[Kmw]|^IS/.test(charset)
  // The bytes of the three, and what stands between them in a regular expression.
  && RegExp(new TextDecoder(charset).decode(Uint8Array.of(0xa3, 0xac, 0x7c, 0xaa, 0xba, 0x7c, 0xe7, 0x9a, 0x84))).test(text);
