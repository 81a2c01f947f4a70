/** Every encoding of the WHATWG Encoding standard that a page can be in, under the standard's name. */
export const CHARSETS = [
  'UTF-8', 'GBK', 'gb18030', 'Big5', 'Shift_JIS', 'EUC-JP', 'EUC-KR', 'windows-1252',
  'IBM866', 'ISO-2022-JP', 'ISO-8859-2', 'ISO-8859-3', 'ISO-8859-4', 'ISO-8859-5', 'ISO-8859-6', 'ISO-8859-7', 'ISO-8859-8', 'ISO-8859-8-I',
  'ISO-8859-10', 'ISO-8859-13', 'ISO-8859-14', 'ISO-8859-15', 'ISO-8859-16', 'KOI8-R', 'KOI8-U', 'macintosh', 'UTF-16BE', 'UTF-16LE',
  'windows-874', 'windows-1250', 'windows-1251', 'windows-1253', 'windows-1254', 'windows-1255', 'windows-1256', 'windows-1257', 'windows-1258',
  'x-mac-cyrillic',
] as const;

/** How many of {@link CHARSETS} readers of Chinese pages need. They come first. */
export const USUAL_CHARSETS = 8;

/** The standard's name of a charset that a page can be in; `null` for anything else. */
export function charsetNamed(label: string): string | null {
  const name = label.toLowerCase();
  return CHARSETS.find((charset) => charset.toLowerCase() === name) ?? null;
}

/** True where two labels read bytes alike. GB18030 reads whatever GBK does, in the same way. */
export const readsAlike = (a: string, b: string): boolean => nameOf(a) === nameOf(b);

/** Name in lower case as `TextDecoder` gives it, `gbk` for GB18030; the label itself where it is none. */
export function nameOf(label: string): string {
  try {
    const { encoding } = new TextDecoder(label);
    return encoding === 'gb18030' ? 'gbk' : encoding;
  } catch {
    return label.toLowerCase();
  }
}
