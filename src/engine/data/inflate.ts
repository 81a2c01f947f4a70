import { finishSlowly, type Pause } from '../steps.ts';
import { inflating } from './inflating.ts';

/**
 * Unpacks deflate-raw.
 * @param pause awaited between the pieces of the work, where it is long
 * @throws when the bytes are cut short or not deflate-raw
 */
export async function inflate(packed: Uint8Array, pause: Pause = () => Promise.resolve()): Promise<Uint8Array> {
  if (!platformIsOurs()) return finishSlowly(inflating(packed), pause);
  const stream = new Blob([packed as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * False in a content script of Firefox: there streams, responses and their promises are the page's. A promise that is kept with an object
 * looks for its `then`, so a page that has a getter of that name in its `Object.prototype` would learn of every stream that is read, and
 * could break it. This one gives a text, and looks for nothing.
 */
function platformIsOurs(): boolean {
  return new Response('').text() instanceof Promise;
}
