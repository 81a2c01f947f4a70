import type { Plugin } from 'vite';

const ASSIGNMENT = /[\w$]+\.innerHTML\s*=\s*[\w$]+\.__html/g;

/**
 * Preact can make elements from text (`dangerouslySetInnerHTML`). Nothing here asks for it, so the extension is shipped without what does
 * it, and who reads the built files, or Firefox's linter, need not wonder.
 * @throws while building, where Preact no longer looks as it did
 */
export function withoutInnerHtml(): Plugin {
  return {
    name: 'without-inner-html',
    transform(code, id) {
      if (!/[\\/]preact[\\/]dist[\\/]preact\.m?js/.test(id)) return undefined;
      const without = code.replace(ASSIGNMENT, 'void 0');
      if (without === code) throw new Error('Preact makes elements from text in another way: see src/tools/without-inner-html.ts');
      return { code: without, map: null };
    },
  };
}
