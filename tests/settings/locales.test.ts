import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Text { readonly message: string; readonly placeholders?: Readonly<Record<string, { content: string }>> }

const LOCALES = new URL('../../assets/public/_locales/', import.meta.url);
const textsOf = (locale: string): Record<string, Text> => JSON.parse(readFileSync(new URL(`${locale}/messages.json`, LOCALES), 'utf8')) as Record<string, Text>;
const locales = readdirSync(LOCALES).sort();
const en = textsOf('en'), others = locales.filter((locale) => locale !== 'en').map(textsOf);

test('every text is there in every language, and says something', () => {
  expect(locales).toEqual(expect.arrayContaining(['en', 'zh_CN', 'zh_TW']));
  for (const other of others) expect({ missing: Object.keys(en).filter((key) => !(key in other)), unknown: Object.keys(other).filter((key) => !(key in en)) }).toEqual({ missing: [], unknown: [] });
  for (const other of others) expect(Object.keys(other)).toEqual(Object.keys(en));
  for (const texts of [en, ...others]) for (const { message } of Object.values(texts)) expect(message.trim()).not.toBe('');
});

/** The longest that stores take: names on both, summaries in the Chrome Web Store, which has no other than the one in the manifest. */
test.each(locales)('%s: name and summary are short enough for the stores, and those of the store page', (locale) => {
  const texts = textsOf(locale);
  expect(texts['name']!.message.length).toBeLessThanOrEqual(45);
  expect(texts['description']!.message.length).toBeLessThanOrEqual(132);
  const page = readFileSync(new URL(`../../store/${locale.replace('_', '-')}.md`, LOCALES), 'utf8');
  expect(page.split('\n')[0]).toBe(`# ${texts['name']!.message}`);
  expect(/^\*\*\S+\*\*\s+(.+)$/m.exec(page)?.[1]).toBe(texts['description']!.message);
});

test.each(['CONTRIBUTING.md', 'ISSUE_TEMPLATE/wrong-change.yml'])('%s names the way to a report as the interface does', (name) => {
  const page = readFileSync(new URL(`../../.github/${name}`, import.meta.url), 'utf8');
  for (const locale of name.endsWith('.yml') ? ['en', 'zh_CN'] : ['en']) for (const key of ['openReport', 'reportWrong']) expect(page).toContain(textsOf(locale)[key]!.message);
});

test('what is put into a text is put into it in every language', () => {
  const holes = (text: Text | undefined): string => [...(text?.message.matchAll(/\$(\w+)\$/g) ?? [])].map(([, name]) => name).sort().join(' ');
  for (const texts of [en, ...others]) {
    for (const [key, text] of Object.entries(texts)) {
      expect([key, holes(text)]).toEqual([key, holes(en[key])]);
      expect([key, Object.keys(text.placeholders ?? {}).map((name) => name.toUpperCase()).sort().join(' ')]).toEqual([key, holes(text)]);
    }
  }
});
