import type { RuleKind } from './settings/changes.ts';

/** Parts that can be injected into a frame, in the order in which they must come. */
export type Part = 'engine' | 'running-text' | 'simplified' | 'traditional' | 'page' | 'changes';

/** What frames say to the background: what goes along, what comes back. */
export interface Messages {
  /** Which address does the tab show? For frames that can't see their top frame. */
  site: { send: object; reply: { url: string } };
  /** What does the reader want of the page that the tab shows? For frames that come to it. */
  page: { send: object; reply: { once: boolean } };
  /** Run these parts in the frame that asks. Answers when they have run. */
  inject: { send: { parts: readonly Part[] }; reply: { ok: boolean } };
  /** What was repaired in this frame is another number by now. */
  report: { send: object; reply: { ok: boolean } };
  /** From the popup: the pages of this host are in this charset, in one tab or in all; `null`: back to automatic. */
  override: { send: { scope: 'site' | 'tab'; tabId: number; host: string; encoding: string | null }; reply: { ok: boolean } };
  /** Whether this page is cleaned has changed: the toolbar is to show it. */
  state: { send: object; reply: { ok: boolean } };
  /** The reader made rules for this site by pointing. */
  rules: { send: { kind: RuleKind; rules: readonly string[] }; reply: { ok: boolean } };
  /** Style rules of this frame that hide blocks: those in force are taken away, these come. */
  hide: { send: { old: string; css: string }; reply: { ok: boolean } };
  /** Which blocks do the reader's filter lists hide on this tab's site? CSS selectors. */
  subscribed: { send: object; reply: { selectors: readonly string[] } };
  /** The reader closed the marks of changes in this frame: they end in all of the tab. */
  endMarks: { send: object; reply: { ok: boolean } };
  /** Show the report of this tab. */
  openReport: { send: object; reply: { ok: boolean } };
}

export type MessageType = keyof Messages;

const TYPES = ['site', 'page', 'inject', 'report', 'override', 'rules', 'hide', 'subscribed', 'state', 'endMarks', 'openReport'] as const satisfies readonly MessageType[];

/** A message as it travels. */
export type Message = { [T in MessageType]: { type: T } & Messages[T]['send'] }[MessageType];

/** The one call that frames need of the extension API; native `chrome` and `browser` both have it. */
export interface Sender {
  /** Chrome makes it when it is first asked for, which takes a millisecond: nobody does before there is something to send. */
  readonly runtime: { sendMessage(message: unknown): Promise<unknown> };
}

/** ms to wait before a message is sent again that nobody answered. */
const AGAIN = [200, 600, 1500] as const;

/**
 * Sends a message to the background; again, where it ended before it could answer: each message can be carried out twice. Gives `null`
 * if nobody is there (the extension was updated or removed).
 */
export async function send<T extends MessageType>(
  api: Sender,
  type: T,
  data: Messages[T]['send'],
): Promise<Messages[T]['reply'] | null> {
  for (let attempt = 0; ; attempt++) {
    try {
      const reply = await api.runtime.sendMessage({ type, ...data });
      if (reply != null) return reply as Messages[T]['reply'];
    } catch {
      // nobody was there
    }
    const wait = AGAIN[attempt];
    if (wait === undefined) return null;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** True for what {@link send} sent; anything else is not for us. */
export function isMessage(value: unknown): value is Message {
  const type = (value as { type?: unknown } | null)?.type;
  return typeof type === 'string' && (TYPES as readonly string[]).includes(type);
}
