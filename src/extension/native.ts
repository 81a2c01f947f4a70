import type { Sender } from './messages.ts';

/** The little of the extension API that scripts in pages use. */
export interface NativeApi extends Sender {
  readonly i18n: { getMessage(key: string, values?: readonly string[]): string };
  readonly storage: {
    readonly local: { get(key: string): Promise<Record<string, unknown>> };
    readonly onChanged: {
      addListener(listener: (changes: Record<string, { newValue?: unknown }>, area: string) => void): void;
    };
  };
}

/**
 * The extension API in scripts that run in pages. `chrome` is there in both browsers, and with Manifest V3 answers with promises in both.
 * Not `browser`: where the browser doesn't have it, a page does, if it has an element with that id.
 */
export function nativeApi(): NativeApi {
  return (globalThis as unknown as { chrome: NativeApi }).chrome;
}
