import type { Engine } from '../../engine/types.ts';
import type { PageCleaner } from '../../page/cleaner.ts';
import type { RereadError, RightReading } from '../../page/read/reread.ts';
import { nameOf, readsAlike } from '../settings/charsets.ts';
import { fetchOwnBytes } from './fetch.ts';
import type { EncodingReport } from './frame.ts';

/** The charset of one frame's document: what it is shown in, what it really is, reading it again. */
export class FrameEncoding {
  readonly #cleaner: PageCleaner;
  readonly #changed: () => void;
  #looked = false;
  #bytes: Uint8Array | null = null;
  /** the reader's choice, which no guess overrules */
  #chosen = false;
  /** what was read without being asked for */
  #automatic: RightReading | null = null;
  #offer: string | null = null;
  #error: RereadError | null = null;
  /** see `EncodingReport` */
  #own = false;
  /** for {@link PageCleaner.do} */
  reading: RightReading | null = null;

  /** @param changed called when there is another `reading` */
  constructor(cleaner: PageCleaner, changed: () => void) {
    this.#cleaner = cleaner;
    this.#changed = changed;
  }

  report(): EncodingReport {
    const read = this.reading?.charset ?? null;
    return { shown: document.characterSet, read, automatic: read !== null && !this.#chosen, offer: read === null ? this.#offer : null, error: this.#error, own: this.#own };
  }

  /**
   * Where the text says that the browser took the wrong charset: reads the page again if that can be done without the network and is
   * sure, else keeps it to be offered. Once for a document.
   * @param load asked for the engine where there is something to look at
   */
  async look(load: () => Promise<Engine | null>): Promise<void> {
    const wrong = this.#cleaner.wrongEncoding;
    if (this.#looked || wrong === null || document.readyState === 'loading') return;
    this.#looked = true;
    const engine = await load();
    if (engine === null) return;
    const shown = nameOf(document.characterSet);
    // Bytes that are no UTF-8 are lost in it: what is garbled otherwise there came so from the server. In other charsets the bytes tell.
    if (shown === 'utf-8' && wrong.decoded !== shown) return;
    const really = wrong.decoded === shown && wrong.really !== '' ? wrong.really : null;
    this.#offer = really ?? 'auto';
    const bytes = await fetchOwnBytes(false);
    if (typeof bytes === 'string' || this.#chosen) return;
    this.#bytes = bytes;
    const { charset, certain } = engine.decode(bytes, really ?? undefined);
    this.#offer = readsAlike(charset, shown) ? null : charset;
    // Half of a page lost in UTF-8, or bytes that are UTF-8 throughout: no text need say more.
    if (this.#offer === null || !certain || (!wrong.certain && shown !== 'utf-8' && charset !== 'utf-8')) return;
    this.#take(bytes, charset);
    this.#automatic = this.reading;
    this.#error = null; // nobody asked
  }

  /**
   * What the reader asks for.
   * @param charset and `first`: see `FramePage.readAgain`
   */
  async read(charset: string | null, first: boolean, engine: Engine | null): Promise<EncodingReport> {
    this.#chosen = charset !== null;
    if (first) this.#own = true;
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
    this.#take(bytes, charset === 'auto' ? (engine?.decode(bytes).charset ?? 'utf-8') : charset);
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
