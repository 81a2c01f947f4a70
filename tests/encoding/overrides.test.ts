import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { HeaderRule } from '../../src/extension/encoding/rules.ts';

/** A browser that takes rules as Chrome does: all of them or none, and no more than so many. */
const fake = vi.hoisted(() => {
  type Items = Record<string, unknown>;
  type Change = { removeRuleIds: number[]; addRules: HeaderRule[] };
  const changed: ((changes: Items, area: string) => void)[] = [];
  const area = (name: string) => {
    const data: Items = {};
    return {
      data,
      get: async (keys: string | string[]): Promise<Items> => Object.fromEntries([keys].flat().filter((key) => key in data).map((key) => [key, data[key]])),
      async set(items: Items): Promise<void> {
        Object.assign(data, structuredClone(items));
        for (const listener of changed) listener(items, name);
      },
    };
  };
  const rules: { dynamic: HeaderRule[]; session: HeaderRule[]; refuses: boolean } = { dynamic: [], session: [], refuses: false };
  const update = (which: 'dynamic' | 'session') => async ({ removeRuleIds, addRules }: Change): Promise<void> => {
    const after = [...rules[which].filter(({ id }) => !removeRuleIds.includes(id)), ...addRules];
    if ((which === 'dynamic' && rules.refuses) || after.length > 1000 || after.some(({ condition }) => !isSupported(condition.regexFilter))) throw new Error(`no ${which} rules`);
    rules[which] = after;
  };
  const isSupported = (regex: string): boolean => regex.length < 130;
  return {
    rules,
    storage: { local: area('local'), session: area('session'), onChanged: { addListener: (one: (changes: Items, area: string) => void) => void changed.push(one) } },
    runtime: { onInstalled: { addListener: () => undefined } },
    tabs: { query: async () => [{ id: 7 }] },
    declarativeNetRequest: {
      getDynamicRules: async () => rules.dynamic, getSessionRules: async () => rules.session,
      updateDynamicRules: update('dynamic'), updateSessionRules: update('session'),
      isRegexSupported: async ({ regex }: { regex: string }) => ({ isSupported: isSupported(regex) }),
    },
  };
});
vi.mock('wxt/browser', () => ({ browser: fake }));

const { overridesOf, setOverride, startOverrides } = await import('../../src/extension/encoding/overrides.ts');
const { DEFAULTS } = await import('../../src/extension/settings/settings.ts');
startOverrides();

const { rules, storage: { local, session } } = fake;
const GBK = { encoding: 'GBK' };
/** A name that is right, and too long for a regular expression. */
const LONG = `${'a.'.repeat(120)}cn`;
const many = (count: number): object => Object.fromEntries(Array.from({ length: count }, (_, i) => [`site${i}.cn`, GBK]));
const store = (sites: object): Promise<void> => local.set({ settings: { version: 2, sites } });
/** Waits until all that was on its way is done. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));
const hosts = (of: readonly HeaderRule[]): string[] => [...new Set(of.map(({ condition }) => /\/\/(.*)\(:/.exec(condition.regexFilter)?.[1]?.replaceAll('\\', '') ?? ''))];

beforeEach(() => {
  for (const { data } of [local, session]) for (const key of Object.keys(data)) delete data[key];
  Object.assign(rules, { dynamic: [], session: [], refuses: false });
});

describe('a site that the browser takes no rule for costs the others nothing', () => {
  test.each([
    ['an international name', { '例子.cn': GBK, 'a.cn': GBK }, ['xn--fsqu00a.cn', 'a.cn']],
    ['a name that is too long', { [LONG]: GBK, 'a.cn': GBK }, ['a.cn']],
    ['no name of a host', { 'a b.cn': GBK, 'file:': GBK, 'https://b.cn': GBK, 'a.cn': GBK }, ['a.cn']],
  ])('%s', async (_name, sites, taken) => {
    await store(sites);
    await settled();
    expect(hosts(rules.dynamic)).toEqual(taken);
  });

  test('more of them than the browser takes', async () => {
    await store({ ...many(400), [LONG]: GBK });
    await settled();
    expect(rules.dynamic).toHaveLength(999);
  });
});

test('what is chosen for a tab holds, too, where the browser refuses the rules of sites; that is told', async () => {
  rules.refuses = true;
  await expect(setOverride('tab', 7, 'a.cn', 'GBK')).rejects.toThrow('no dynamic rules');
  expect(hosts(rules.session)).toEqual(['a.cn']);
});

test('a choice that the browser has no room for is told, and one after it is taken', async () => {
  await expect(setOverride('site', 7, LONG, 'GBK')).rejects.toThrow(LONG);
  await setOverride('site', 7, 'a.cn', 'Big5');
  await setOverride('tab', 7, 'b.cn', 'GBK');
  expect([hosts(rules.dynamic), hosts(rules.session)]).toEqual([['a.cn'], ['b.cn']]);
});

test('no name that is not as the browser writes it is among the overrides', () =>
  expect(overridesOf({ ...DEFAULTS, sites: { 'A.cn': GBK, 'file:': GBK, '*': GBK, 'b.cn': GBK } }, { 7: { host: '例子.cn', encoding: 'GBK' } })).toEqual([{ host: 'b.cn', ...GBK, tabId: null }]));
