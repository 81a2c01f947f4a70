import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.ts';

/** The popup's page with its styles and its icon in it, so that it is drawn without waiting for another file. */
export interface PopupPage {
  readonly html: string;
  /** source of the styles, for `style-src` of the extension's Content Security Policy (CSP level 3, hash-source) */
  readonly styleSource: string;
}

const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');

/** Makes the page from `src/ui/popup.html`, `src/ui/popup.css` and `assets/icon.svg`. */
export function popupPage(): PopupPage {
  const styles = stylesOf('popup.css');
  const icon = read('assets', 'icon.svg').replace(/<!--.*?-->\s*/gs, '').replace(/\n\s*/g, '');
  const html = read('src', 'ui', 'popup.html').replace(/<!--.*?-->\s*/gs, '')
    .replace('<style></style>', () => `<style>${styles}</style>`).replace('<span class="icon" aria-hidden="true">', (start) => start + icon);
  return { html, styleSource: `'sha256-${createHash('sha256').update(styles).digest('base64')}'` };
}

/** A style sheet of `src/ui` with those that it imports, without comments. */
function stylesOf(name: string): string {
  return read('src', 'ui', name).replace(/@import "\.\/([^"]+)";/g, (_, other: string) => stylesOf(other)).replace(/\/\*.*?\*\//gs, '').replace(/\n\s*/g, '\n').trim();
}
