import type { Engine } from '../engine/types.ts';
import type { PageCleaner } from '../page/cleaner.ts';
import type { RereadError, RightReading } from '../page/reread.ts';
import { nameOf, readsAlike } from './charsets.ts';
import { fetchOwnBytes } from './encoding-fetch.ts';
import type { EncodingReport } from './frame.ts';

const WAIT_MS = 100;

/** The charset of one frame's document: what it is shown in, what it really is, reading it again. */
export class FrameEncoding {
  readonly #cleaner: PageCleaner;
  readonly #changed: () => void;
  readonly #offered: () => void;
  #looked = false;
  #timer = 0;
  #bytes: Uint8Array | null = null;
  /** the reader's choice is in force, which no guess overrules */
  #chosen = false;
  /** what was read without being asked for */
  #automatic: RightReading | null = null;
  #offer: string | null = null;
  #error: RereadError | null = null;
  /** for {@link PageCleaner.do} */
  reading: RightReading | null = null;

  /**
   * @param changed called when there is another `reading`
   * @param offered called when there is something to offer
   */
  constructor(cleaner: PageCleaner, changed: () => void, offered: () => void) {
    this.#cleaner = cleaner;
    this.#changed = changed;
    this.#offered = offered;
  }

  report(): EncodingReport {
    const read = this.reading?.charset ?? null;
    return { shown: document.characterSet, read, automatic: read !== null && !this.#chosen, offer: read === null ? this.#offer : null, error: this.#error };
  }

  /**
   * Where the text says that the browser took the wrong charset: reads the page again if that can be done without the network and is
   * sure, else keeps it to be offered. Once for a document.
   */
  look(engine: Engine): void {
    if (this.#looked || document.readyState === 'loading') return;
    if (this.#cleaner.progress.state !== 'working') return void this.#look(engine);
    // What the whole text tells is known when all of it was looked at.
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.look(engine), WAIT_MS);
  }

  async #look(engine: Engine): Promise<void> {
    this.#looked = true;
    const wrong = this.#cleaner.wrongEncoding;
    // Where the text is not garbled as the browser would garble it, it came so from the server.
    if (wrong === null || wrong.decoded !== nameOf(document.characterSet)) return;
    this.#offer = wrong.really === '' ? 'auto' : wrong.really;
    const bytes = await fetchOwnBytes(false);
    if (typeof bytes === 'string') return this.#offered();
    if (this.#chosen) return;
    const { charset, certain } = guess(engine, bytes, wrong.really);
    this.#offer = readsAlike(charset, document.characterSet) ? null : charset;
    // Where nothing but U+FFFD is left, the text tells only that it is wrong, and the bytes the rest.
    if (this.#offer !== null && certain && (wrong.certain || wrong.really === '')) {
      const reading = this.#cleaner.readAgain(bytes, charset);
      this.#offer = null;
      if (typeof reading === 'string') return;
      this.#automatic = reading;
      this.#set(reading);
    } else if (this.#offer !== null) {
      this.#offered();
    }
  }

  /**
   * What the reader asks for.
   * @param charset WHATWG label; `auto`: what the bytes say; `null`: as it would be had the reader said nothing
   */
  async read(charset: string | null, engine: Engine | null): Promise<EncodingReport> {
    this.#chosen = charset !== null;
    this.#error = null;
    if (charset === null) {
      this.#set(this.#automatic);
      return this.report();
    }
    const bytes = this.#bytes ?? (await fetchOwnBytes(true));
    if (typeof bytes === 'string') {
      this.#error = bytes;
      return this.report();
    }
    this.#take(bytes, charset !== 'auto' ? charset : engine === null ? 'utf-8' : guess(engine, bytes).charset);
    return this.report();
  }

  #take(bytes: Uint8Array, charset: string): void {
    if (readsAlike(charset, document.characterSet)) return this.#set(null);
    const reading = this.#cleaner.readAgain(bytes, charset);
    if (typeof reading === 'string') {
      this.#error = reading;
      return;
    }
    this.#bytes = bytes;
    this.#set(reading);
  }

  #set(reading: RightReading | null): void {
    if (this.reading === reading) return;
    this.reading = reading;
    this.#changed();
  }
}

/** The engine looks at the beginning, which can be all markup and scripts: it gets the bytes from where they tell something. */
function guess(engine: Engine, bytes: Uint8Array, hint = ''): { charset: string; certain: boolean } {
  const start = bytes.findIndex((byte) => byte >= 0x80);
  return start === -1 ? { charset: 'utf-8', certain: false } : engine.decode(bytes.subarray(start), hint === '' ? undefined : hint);
}
