import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type DemoPage, demoPages } from '../../tests/demo/pages.ts';

/** The demo pages on a local address. */
export interface DemoServer {
  readonly pages: readonly DemoPage[];
  /** with no slash at its end */
  readonly origin: string;
  close(): void;
}

/** Serves the demo pages at `/NAME.html`, and a list of them at `/`. */
export async function serveDemo(): Promise<DemoServer> {
  const pages = demoPages();
  const files = new Map(pages.map((page) => [`/${page.name}.html`, page.html]));
  files.set('/', contents(pages));
  const server = createServer((request, response) => {
    const html = files.get(new URL(request.url ?? '/', 'http://localhost').pathname);
    response.writeHead(html === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(html ?? 'not found');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    pages,
    origin: `http://localhost:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function contents(pages: readonly DemoPage[]): string {
  const items = pages.map(({ name, damage }) => `<li><a href="/${name}.html">${name}</a>: ${damage}</li>`).join('\n');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Qingye demo pages</title>
<style>body { font: 17px/1.8 system-ui, sans-serif; max-width: 40em; margin: 3em auto; }</style>
<h1>Demo pages</h1><p>Articles by the project's authors, damaged by its own model of the kit.</p><ul>${items}</ul></html>`;
}
