import simplifiedToTraditional from 'opencc-js/dict/STCharacters';
import taiwanVariants from 'opencc-js/dict/TWVariants';
import traditionalToSimplified from 'opencc-js/dict/TSCharacters';

/**
 * The kit's own script table: Simplified to Traditional one character at a time, no phrases. It keeps a character
 * that is itself an everyday Traditional character (`于 云 里 范 系 只 后 游 采 么 愿`), and writes the forms usual in
 * Taiwan (`為 眾 說 產`, `著` for `着`).
 */

function parse(dictionary: string): Map<string, string> {
  return new Map(dictionary.split('|').map((entry) => entry.split(' ') as [string, string]));
}

/** Everyday Traditional: level 1 of Big5, the 5,401 frequently used characters in A440–C67E. */
function everydayTraditional(): Set<string> {
  const decoder = new TextDecoder('big5');
  const chars = new Set<string>();
  for (let lead = 0xa4; lead <= 0xc6; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (lead === 0xc6 && trail > 0x7e) break;
      const char = decoder.decode(Uint8Array.of(lead, trail));
      if (char.length === 1 && char !== '\ufffd') chars.add(char);
    }
  }
  return chars;
}

/** Everyday Traditional characters that are converted all the same: `准 几 台 划 丰` were seen, the others read as nothing else today. */
const CONVERTED_ANYWAY = '准几台划丰儿听坏';
/** What it writes, as seen on pages, where that is not OpenCC's first choice (`制作 岳子巖`, `笑瞇瞇`, `1分鐘`), or where OpenCC would keep the character. */
const WRITTEN_OTHERWISE = '着著 陕陜 鉴鑒 冲沖 袅裊 净凈 签簽 锈銹 艳艷 眯瞇 闲閑 钟鐘 湿濕 饥饑 墙墻 卤鹵 症癥 荐薦 虫蟲 杆桿 痴癡 扑撲 岩巖 挂掛 朴樸'.split(' ');

/** Kept although not an everyday Traditional character: seen on pages. */
const KEPT_ANYWAY = '猬祎涂圣';

function buildKitTable(): Map<string, string> {
  const everyday = everydayTraditional();
  const variants = parse(taiwanVariants);
  const table = new Map<string, string>();
  for (const [simplified, traditional] of parse(simplifiedToTraditional)) {
    const kept = (everyday.has(simplified) && !CONVERTED_ANYWAY.includes(simplified)) || KEPT_ANYWAY.includes(simplified);
    const written = variants.get(traditional) ?? traditional;
    const rare = simplified.length > 1; // outside the basic plane: GBK lacks it
    if (!kept && !rare && written !== simplified) table.set(simplified, written);
  }
  for (const [simplified, written] of WRITTEN_OTHERWISE) table.set(simplified!, written!);
  return table;
}

let kitTable: Map<string, string> | undefined;

/** Simplified character -> the kit's Traditional one, where they differ. */
export function kitScriptTable(): ReadonlyMap<string, string> {
  kitTable ??= buildKitTable();
  return kitTable;
}

/** Turns Simplified text Traditional as the kit does. */
export function toKitTraditional(text: string): string {
  const table = kitScriptTable();
  return text.replace(/[\u3400-\u9fff]/g, (char) => table.get(char) ?? char);
}

/** Traditional characters that have a Simplified form of their own, in order of code point. */
export function traditionalCharacters(): string[] {
  const chars = new Set<string>(parse(traditionalToSimplified).keys());
  for (const written of kitScriptTable().values()) chars.add(written);
  chars.delete('著'); // its Simplified form is itself
  return [...chars].sort();
}
