import { hidingRules } from '../../page/dom/selector.ts';
import { send } from '../messages.ts';
import { nativeApi } from '../native.ts';

/** Hides the blocks of a frame that the reader doesn't want to see, by style rules of the user's origin: the page stays as it is. */
export class Hiding {
  #css = '';

  /** @param selectors CSS; those that the browser doesn't know hide nothing */
  set(selectors: readonly string[]): void {
    const css = selectors.length === 0 ? '' : hidingRules(selectors);
    if (css === this.#css) return;
    const old = this.#css;
    this.#css = css;
    void send(nativeApi(), 'hide', { old, css });
  }
}
