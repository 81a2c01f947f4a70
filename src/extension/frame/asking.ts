import { send, type Part, type Sender } from '../messages.ts';

/** How often a part is asked for that did not come. */
const ATTEMPTS = 3;

/** Asks for parts until they come: the background may be ended in the middle of it, and begins anew for the next message. @returns whether they came */
export async function askFor(api: Sender, parts: readonly Part[]): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if ((await send(api, 'inject', { parts }))?.ok === true) return true;
    await new Promise((resolve) => setTimeout(resolve, 300 * attempt));
  }
  return false;
}
