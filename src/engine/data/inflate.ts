/** Unpacks bytes that were packed with deflate-raw (RFC 1951). @throws when they are cut short or something else */
export async function inflate(packed: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([packed as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  // A copy: in a content script of Firefox the buffer is of the page's realm, and views of it can't be made.
  return new Uint8Array(new Uint8Array(await new Response(stream).arrayBuffer()));
}
