const NEWLINE = 0x0a;

/** A line that is longer is not held in memory: no record of a crawl is, and a file without line breaks must not be. */
export const LONGEST_LINE = 256 * 2 ** 20;

/**
 * Parts a stream into lines, without their line breaks; holds one at a time.
 * @param longest in bytes
 * @returns lines in order; `null` for each one that is longer
 */
export async function* splitLines(input: AsyncIterable<Uint8Array>, longest = LONGEST_LINE): AsyncGenerator<Uint8Array | null> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const keep = (part: Uint8Array): void => {
    length += part.length;
    if (length > longest) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const take = (): Uint8Array | null => {
    const line = length > longest ? null : Buffer.concat(parts);
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of input) {
    let start = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, start)) {
      keep(chunk.subarray(start, at));
      yield take();
      start = at + 1;
    }
    keep(chunk.subarray(start));
  }
  if (length > 0) yield take();
}
