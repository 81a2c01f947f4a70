import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Host = '127.0.0.1' | 'localhost';

/** A web server on this machine, with the pages that a test gives it. */
export interface PageServer {
  /** Address of a page. `127.0.0.1` and `localhost` are two hosts to the extension, and the same server. */
  url(path: string, host?: Host): string;
  /** The same with an address of its own each time, so that a tab can be known by what it shows: the popup is opened on one. */
  fresh(path: string, host?: Host): string;
  /** every request so far: method and path */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** A page as bytes, with headers of its own. */
export interface ServedPage {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  /** answers only to this method; 405 to others */
  readonly method?: string;
}

/** A page that is asked for and never comes. */
export const NEVER = Symbol('never');

/** What is served, by path. */
export type Pages = Readonly<Record<string, string | ServedPage | typeof NEVER>>;

/** Serves HTML by path; anything else is 404. */
export async function servePages(pages: Pages): Promise<PageServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const page = pages[new URL(request.url ?? '/', 'http://x').pathname];
    if (page === NEVER) return;
    if (typeof page === 'object') {
      const allowed = page.method === undefined || page.method === request.method;
      response.writeHead(allowed ? 200 : 405, page.headers);
      response.end(allowed ? page.body : '');
      return;
    }
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(page ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  const url = (path: string, host: Host = '127.0.0.1'): string => `http://${host}:${port}${path}`;
  let visits = 0;
  return {
    requests,
    url,
    fresh: (path, host) => `${url(path, host)}?${++visits}`,
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}
