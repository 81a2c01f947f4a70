import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** For `localhost` alone, signed by itself, for these tests: it protects nothing, so it may lie here. Made with `openssl req -x509`. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgxN/1O/MUee4WDZ4q
WIOGEZNig4FXbGHFqwRggB9SInahRANCAASYUojToyr5YNqHqfMYdTle93RvGBTm
Vu9AyPr3/T4d3v2AdDoSXpe7P3QdVvf9iZtBFP/SYDpI/fNbN4Nuxfkg
-----END PRIVATE KEY-----
`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIULJoRHeSCoyccGNyOMElhjFfSk0swCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDEyNDQ1MVoYDzIxMjYxMDMx
MTI0NDUxWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASYUojToyr5YNqHqfMYdTle93RvGBTmVu9AyPr3/T4d3v2AdDoSXpe7
P3QdVvf9iZtBFP/SYDpI/fNbN4Nuxfkgo28wbTAdBgNVHQ4EFgQUFWEfsDQaRXws
t4wc+E2VHIusPbEwHwYDVR0jBBgwFoAUFWEfsDQaRXwst4wc+E2VHIusPbEwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDRwAwRAIgEXxp2Efs7WM3CW0+ccveBEsb8BWZEg3kpQGslYTwFlMCIDlN
JKW9IfBGCqviOCzhpMKTtdVJGsgQntBKqh7bHQEB
-----END CERTIFICATE-----
`;

/** An https server on this machine. */
export interface SecureServer {
  url(path: string): string;
  close(): Promise<void>;
}

/** Serves texts by path, looked up at every request; anything else is 404. Only browsers that are told to will trust it. */
export async function serveSecurely(texts: Readonly<Record<string, string>>): Promise<SecureServer> {
  const server = createServer({ key: KEY, cert: CERTIFICATE }, (request, response) => {
    const text = texts[request.url ?? ''];
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': text?.startsWith('<') === true ? 'text/html' : 'text/plain; charset=utf-8' });
    response.end(text ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `https://localhost:${port}${path}`,
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}
