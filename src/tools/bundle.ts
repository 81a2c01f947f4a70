import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/**
 * Bundles a module as one script for a page.
 * @param name the global under which the page finds what the module exports
 */
export async function bundle(entry: URL, name: string, { minify = false } = {}): Promise<string> {
  const result = await build({
    configFile: false, logLevel: 'silent', assetsInclude: ['**/*.bin'],
    build: { write: false, minify, target: 'es2022', lib: { entry: fileURLToPath(entry), formats: ['iife'], name } },
  });
  const outputs = (Array.isArray(result) ? result[0] : result) as { output: { code: string }[] };
  return outputs.output[0]!.code;
}
