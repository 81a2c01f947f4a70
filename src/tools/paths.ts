import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where WXT puts the built extension, by browser. */
export const EXTENSION = {
  chromium: fileURLToPath(new URL('../../.output/chrome-mv3', import.meta.url)),
  firefox: fileURLToPath(new URL('../../.output/firefox-mv3', import.meta.url)),
} as const;

/** A browser that the project runs in. */
export type BrowserName = keyof typeof EXTENSION;

/** A file of an installed package. Not resolved as a module: packages don't export their command-line files. */
export function packageFile(name: string, path: string): string {
  return join(ROOT, 'node_modules', name, path);
}
