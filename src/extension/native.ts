import type { Sender } from './messages.ts';

/** The little of the extension API that scripts in pages use. */
export interface NativeApi {
  readonly runtime: Sender;
  readonly i18n: { getMessage(key: string, values?: readonly string[]): string };
  readonly storage: {
    readonly local: { get(key: string): Promise<Record<string, unknown>> };
    readonly onChanged: {
      addListener(listener: (changes: Record<string, { newValue?: unknown }>, area: string) => void): void;
    };
  };
}

/**
 * The extension API as the browser gives it. With Manifest V3 `chrome` answers with promises too, so what every page
 * pays needs no polyfill (10 KB).
 */
export function nativeApi(): NativeApi {
  // Through globalThis: WXT turns a bare `browser` into an import of the polyfill.
  const { browser, chrome } = globalThis as unknown as { browser?: NativeApi; chrome: NativeApi };
  return browser?.runtime === undefined ? chrome : browser;
}
