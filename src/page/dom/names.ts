const LETTERS = 12;

/**
 * A name for what we leave in a document, drawn anew in each: by a name that is always the same, pages would know us.
 * @returns small letters, as attributes and CSS identifiers may have them
 */
export function drawName(): string {
  const letters = crypto.getRandomValues(new Uint8Array(LETTERS));
  return String.fromCharCode(...letters.map((byte) => 0x61 + (byte % 26)));
}
