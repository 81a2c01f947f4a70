import { MOST_BYTES, type RereadError } from '../../page/read/reread.ts';

/**
 * The address that this document came from. A single-page application has another one in the address bar by now.
 * @returns `null` where there is none to be fetched: a local file, a frame that its page wrote
 */
function ownAddress(): string | null {
  if (!/^https?:$/.test(location.protocol) || self.origin !== location.origin) return null;
  const [navigation] = performance.getEntriesByType('navigation');
  const url = new URL(navigation?.name ?? location.href, location.href);
  return (url.origin === location.origin ? url.href : location.href).split('#', 1)[0]!;
}

/**
 * Fetches the bytes that this document was made from. It can't be told to fetch anything else.
 * @param asked false: from the browser's cache, so that nothing goes over the network; true: the reader asked for it, and where the
 *   cache has nothing it goes to where the page came from, as a reload would
 */
export async function fetchOwnBytes(asked: boolean): Promise<Uint8Array | RereadError> {
  const url = ownAddress();
  if (url === null) return 'scheme';
  try {
    const response = await fetch(url, {
      cache: asked ? 'force-cache' : 'only-if-cached', mode: 'same-origin', credentials: 'same-origin', redirect: 'error',
    });
    if (Number(response.headers.get('content-length') ?? 0) > MOST_BYTES) {
      await response.body?.cancel();
      return 'large';
    }
    // A copy: in Firefox the buffer is the page's, and most of what an array does needs one of our own.
    return new Uint8Array(new Uint8Array(await response.arrayBuffer()));
  } catch {
    return 'unreachable';
  }
}
