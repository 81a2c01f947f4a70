/**
 * In Firefox, a script in a page gets array buffers of the page's realm from `Response`, and typed arrays over them
 * fail at `subarray` and `slice` ("Permission denied to access property "constructor""). Makes the `Response` of this
 * isolated world answer with a copy that is its own. Pages don't see it; other browsers don't need it.
 */
export function useOwnBuffers(): void {
  const Native = globalThis.Response;
  class OwnBuffers {
    readonly #response: Response;

    constructor(body?: BodyInit | null) {
      this.#response = new Native(body);
    }

    async arrayBuffer(): Promise<ArrayBuffer> {
      return new Uint8Array(new Uint8Array(await this.#response.arrayBuffer())).buffer;
    }
  }
  globalThis.Response = OwnBuffers as unknown as typeof Response;
}
