import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Text { readonly message: string; readonly placeholders?: Readonly<Record<string, { content: string }>> }

const [en, ...others] = ['en', 'zh_CN', 'zh_TW'].map((locale) =>
  JSON.parse(readFileSync(new URL(`../../assets/public/_locales/${locale}/messages.json`, import.meta.url), 'utf8')) as Record<string, Text>);

test('every text is there in every language, and says something', () => {
  for (const other of others) expect(Object.keys(other)).toEqual(Object.keys(en ?? {}));
  for (const texts of [en, ...others]) for (const { message } of Object.values(texts ?? {})) expect(message.trim()).not.toBe('');
});

test('what is put into a text is put into it in every language', () => {
  const holes = (text: Text | undefined): string => [...(text?.message.matchAll(/\$(\w+)\$/g) ?? [])].map(([, name]) => name).sort().join(' ');
  for (const texts of [en, ...others]) {
    for (const [key, text] of Object.entries(texts ?? {})) {
      expect([key, holes(text)]).toEqual([key, holes(en?.[key])]);
      expect([key, Object.keys(text.placeholders ?? {}).map((name) => name.toUpperCase()).sort().join(' ')]).toEqual([key, holes(text)]);
    }
  }
});
