import { beforeEach, describe, expect, test, vi } from 'vitest';

/** A browser with a storage that has no more room than it has, and alarms. */
const fake = vi.hoisted(() => {
  type Items = Record<string, unknown>;
  const data: Items = {};
  const changed: ((changes: Items, area: string) => void)[] = [];
  const alarms: ((alarm: { name: string }) => void)[] = [];
  const storage = { room: 0, data };
  /** what was done to the alarm, in order */
  const done: string[] = [];
  let there = false;
  return {
    alarm: () => alarms.forEach((listener) => void listener({ name: 'lists' })),
    room: storage,
    done,
    storage: {
      local: {
        get: async (keys: string | string[]): Promise<Items> => structuredClone(Object.fromEntries([keys].flat().filter((key) => key in data).map((key) => [key, data[key]]))),
        async set(items: Items): Promise<void> {
          if (JSON.stringify({ ...data, ...items }).length > storage.room) throw new Error('QUOTA_BYTES quota exceeded');
          Object.assign(data, structuredClone(items));
          for (const listener of changed) listener(items, 'local');
        },
      },
      onChanged: { addListener: (one: (changes: Items, area: string) => void) => void changed.push(one) },
    },
    alarms: {
      get: async () => (there ? { name: 'lists' } : undefined),
      create: (_name: string, { periodInMinutes }: { periodInMinutes: number }) => {
        there = true;
        done.push(`every ${periodInMinutes} minutes`);
      },
      async clear() {
        there = false;
        done.push('never');
      },
      onAlarm: { addListener: (one: (alarm: { name: string }) => void) => void alarms.push(one) },
    },
  };
});
vi.mock('wxt/browser', () => ({ browser: fake }));

const { fetchList, keptLists, LISTS_KEY, watchSubscriptions } = await import('../../src/extension/settings/subscriptions.ts');
watchSubscriptions();

const { data } = fake.room;
const served = new Map<string, string>();
const asked: string[] = [];
vi.stubGlobal('fetch', async (url: string) => {
  asked.push(url);
  return Object.defineProperty(new Response(served.get(url)), 'url', { value: url });
});
vi.spyOn(console, 'error').mockImplementation(() => undefined);
const at = (name: string): string => `https://lists.example/${name}`;
/** A list of some size, with a title. */
const listOf = (title: string, length: number): string => `! Title: ${title}\n${`a.cn##${'x'.repeat(900)}\n`.repeat(length / 900)}`;
const told = async (): Promise<object> => Object.fromEntries(Object.entries(await keptLists()).map(([url, { list, error }]) => [url.slice(at('').length), [list?.title ?? null, error]]));

beforeEach(() => {
  for (const key of Object.keys(data)) delete data[key];
  served.clear();
  asked.length = 0;
  fake.room.room = 10_000_000;
});
/** Subscribes to lists of some size that are due. */
function subscribeTo(lists: Record<string, number>, kept: object = {}): void {
  data['settings'] = { version: 2, subscriptions: Object.keys(lists).map((name) => ({ url: at(name), every: 'day' })) };
  data[LISTS_KEY] = kept;
  for (const [name, length] of Object.entries(lists)) served.set(at(name), listOf(name, length));
}

describe('lists that are due', () => {
  test('one that the browser does not store is told, keeps what it had, and costs the others nothing', async () => {
    const before = { title: 'before', skipped: 0, rules: [] };
    subscribeTo({ one: 900_000, two: 900, three: 900 }, { [at('one')]: { list: before, tried: 0, error: null } });
    fake.room.room = 100_000;
    fake.alarm();
    await vi.waitFor(async () => expect(await told()).toEqual({ one: ['before', 'full'], two: ['two', null], three: ['three', null] }));
  });

  test('where not even that can be stored, the others are fetched all the same', async () => {
    subscribeTo({ one: 900, two: 900 });
    fake.room.room = 0;
    fake.alarm();
    await vi.waitFor(() => expect(asked).toEqual([at('one'), at('two')]));
  });
});

describe('the hourly look at what is due', () => {
  const set = async (subscriptions: readonly object[]): Promise<void> => {
    await fake.storage.local.set({ settings: { version: 2, subscriptions } });
    await new Promise((resolve) => setTimeout(resolve)); // after what listens has read it
  };
  const list = { url: at('one'), enabled: true, every: 'week' };

  test('is there while a list has an interval and is on, begins once, and ends with it', async () => {
    await set([]);
    fake.done.length = 0;
    await set([{ ...list, every: 'never' }]);
    await set([{ ...list, enabled: false }]);
    expect(fake.done).toEqual([]);
    await set([list]);
    await set([list, { ...list, url: at('two') }]);
    expect(fake.done).toEqual(['every 60 minutes']);
    await set([{ ...list, every: 'never' }]);
    await set([]);
    expect(fake.done).toEqual(['every 60 minutes', 'never']);
  });
});

test('all together take no more than half of the room', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  subscribeTo(Object.fromEntries(names.map((name) => [name, 900_000])));
  for (const name of names) await fetchList(at(name));
  expect(JSON.stringify(data[LISTS_KEY]).length).toBeLessThan(5_100_000);
  expect(await told()).toMatchObject({ a: ['a', null], e: ['e', null], h: [null, 'full'] });
});
