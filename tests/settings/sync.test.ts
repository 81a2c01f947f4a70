import { beforeEach, expect, test, vi } from 'vitest';
import { HEAD_KEY, toItems } from '../../src/extension/settings/chunks.ts';

/** Storage that takes its time, as the browser's does. */
const fake = vi.hoisted(() => {
  type Items = Record<string, unknown>;
  const listeners: ((changes: Items, area: string) => void)[] = [];
  const area = (name: string, milliseconds: number) => {
    const data: Items = {};
    const wait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
    return {
      data,
      async get(keys: string | string[] | null): Promise<Items> {
        await wait();
        return structuredClone(keys === null ? data : Object.fromEntries([keys].flat().filter((key) => key in data).map((key) => [key, data[key]])));
      },
      async set(items: Items): Promise<void> {
        await wait();
        Object.assign(data, structuredClone(items));
        for (const listener of listeners) listener(items, name);
      },
      async remove(keys: string[]): Promise<void> {
        await wait();
        for (const key of keys) delete data[key];
      },
    };
  };
  return { storage: { local: area('local', 1), sync: area('sync', 10), onChanged: { addListener: (one: (changes: Items, area: string) => void) => void listeners.push(one) } } };
});
vi.mock('wxt/browser', () => ({ browser: fake }));

const { setSync, syncState, watchSync } = await import('../../src/extension/settings/sync.ts');
const { changeSettings, loadSettings } = await import('../../src/extension/settings/store.ts');
watchSync();

const { local, sync } = fake.storage;
/** Waits until all that was on its way is done. */
async function settled(): Promise<void> {
  // What one thing brings about comes behind it: on busy machines, too.
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setTimeout(resolve, 40));
    await navigator.locks.request('sync', () => undefined);
  }
}
const changed = (): number => (sync.data[HEAD_KEY] as { changed: number }).changed;

beforeEach(async () => {
  for (const { data } of [local, sync]) for (const key of Object.keys(data)) delete data[key];
  await changeSettings((settings) => ({ ...settings, script: 'tw' }));
  await setSync(true);
  await settled();
});

test('syncing that is turned off while settings are sent stays off', async () => {
  await changeSettings((settings) => ({ ...settings, script: 'hk' }));
  await new Promise((resolve) => setTimeout(resolve, 8)); // they are being sent
  await setSync(false);
  await settled();
  expect((await syncState()).on).toBe(false);
});

test('a change that follows one from a browser whose clock is ahead counts as the later one', async () => {
  const ahead = Date.now() + 3_600_000;
  const theirs = JSON.parse(sync.data['part0'] as string) as object;
  await sync.set(toItems(JSON.stringify({ ...theirs, script: 'cn' }), ahead));
  await settled();
  expect((await loadSettings()).script).toBe('cn');
  await changeSettings((settings) => ({ ...settings, script: 'hk' }));
  await settled();
  expect(JSON.parse(sync.data['part0'] as string)).toMatchObject({ script: 'hk' });
  expect(changed()).toBeGreaterThan(ahead);
});

// The browser syncs items one by one: what comes first meets what came with the change before.
test.each([
  ['one part', ['乾隆']],
  ['many parts', Array.from({ length: 3000 }, (_, i) => `词语${i}`)],
])('a change of %s is taken over whole, in whatever order it comes', async (_name, protect) => {
  const before = JSON.parse(sync.data['part0'] as string) as object;
  for (const [round, script] of (['cn', 'hk', 'tw'] as const).entries()) {
    const text = JSON.stringify({ ...before, script, words: { protect: protect.map((word) => `${word}${round}`), replace: {} } });
    const items = Object.entries(toItems(text, changed() + 1000));
    for (const [key, value] of round < 2 ? items : items.toReversed()) {
      const now = await loadSettings();
      await sync.set({ [key]: value });
      await settled();
      const { words, script: taken } = await loadSettings();
      expect([now.script, script]).toContain(taken);
      expect(new Set(words.protect.map((word) => word.at(-1))).size).toBeLessThan(2);
    }
    expect(await loadSettings()).toMatchObject({ script, words: { protect: protect.map((word) => `${word}${round}`) } });
  }
});
