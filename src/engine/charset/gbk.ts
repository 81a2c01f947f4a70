/**
 * GBK as the kit and PHP's mbstring saw it: CP936 with its user-defined areas. The tables are made at load time by decoding
 * every two-byte pair, so nothing is shipped. Pairs follow the index of WHATWG Encoding, section 10.1 (gb18030), in which the
 * user-defined areas are private-use characters U+E000 to U+E765: they carry bytes and must survive until the repair.
 */

/** All of the private-use area of the BMP; of it, GBK has pairs for U+E000 to U+E765. */
export const isPrivateUse = (unit: number): boolean => unit >= 0xe000 && unit <= 0xf8ff;

/** code unit -> `lead << 8 | trail`; 0 where GBK has no two-byte form. */
export const pairOf = new Uint16Array(0x10000);
/** `lead << 8 | trail` -> code unit; 0 where the pair is not assigned. */
export const unitOf = new Uint16Array(0x10000);

/** Code page 936 has it as the single byte 80. */
export const EURO = 0x20ac;

/** The one pair of the user-defined areas that WHATWG reads as something else, an ideographic space; U+E5E5 in code page 936. */
export const ODD_PAIR = 0xa3a0;
const ODD_UNIT = 0xe5e5;

/** Pairs that code page 936 leaves undefined, so that mbstring writes one `?` for both bytes. */
export const undefinedPairs: number[] = [];

/** Lead bytes of GBK, 81 to FE. What follows need not be a character. */
export const isLead = (byte: number): boolean => byte >= 0x81 && byte <= 0xfe;

/** Lead bytes of the user-defined areas AAA1–AFFE, F8A1–FEFE, A140–A7A0. */
export const userLead = new Uint8Array(0x100).fill(1, 0xa1, 0xa8).fill(1, 0xaa, 0xb0).fill(1, 0xf8, 0xff);

/** For a lead byte of these: does the pair stand for a private-use character? */
export const isUserPair = (lead: number, trail: number): boolean => (lead <= 0xa7 ? trail < 0xa1 : trail > 0xa0);

{
  const decoder = new TextDecoder('gbk');
  const row = new Uint8Array(2 * 191);
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    let n = 0;
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      row[n++] = lead;
      row[n++] = trail;
    }
    // One row is one call. Every pair gives one code unit; an unassigned pair with an ASCII trail gives U+FFFD and that byte again.
    const text = decoder.decode(row.subarray(0, n));
    let at = 0;
    for (let i = 0; i < n; i += 2) {
      const unit = text.charCodeAt(at++);
      const trail = row[i + 1]!;
      if (unit === 0xfffd) {
        if (trail < 0x80) at++;
        continue;
      }
      const pair = (lead << 8) | trail;
      // Private use beyond the user-defined areas is WHATWG's filler for what the code page lacks.
      if ((unit > 0xe765 && unit < 0xf900) || unit === EURO) {
        undefinedPairs.push(pair);
        continue;
      }
      unitOf[pair] = unit;
      if (pairOf[unit] === 0) pairOf[unit] = pair;
    }
  }
  unitOf[ODD_PAIR] = ODD_UNIT;
  pairOf[ODD_UNIT] = ODD_PAIR;
}
