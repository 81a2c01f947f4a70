import { chromium } from 'playwright';
import { findChromium } from '../../src/tools/browsers.ts';
import { bundle } from '../../src/tools/bundle.ts';
import { markUp } from './documents.ts';
import { diceFor, textInput } from './inputs.ts';

/** Checks pages in a real browser. */
export interface PageChecker {
  /** Checks the pages `from` to `to` of the run with that seed. @returns what was broken, by number */
  check(seed: number, from: number, to: number): Promise<(readonly [index: number, rule: string])[]>;
  /** Checks one page. @returns what was broken, or `null` */
  checkBody(body: string, honest: boolean): Promise<string | null>;
  close(): Promise<void>;
}

/** Bundles the harness and starts Chromium. */
export async function openPageChecker(): Promise<PageChecker> {
  const script = await bundle(new URL('page-harness.ts', import.meta.url), 'qingye');
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage();
  await page.setContent('<!doctype html><html lang="zh-CN"><head><title>頁</title></head><body></body></html>');
  // Not as a script element: its megabytes would be part of every snapshot.
  await page.evaluate(script);
  await page.evaluate(async () => { (window as any).check = await (window as any).qingye.pageChecker(); });
  return {
    check(seed, from, to) {
      const pages = Array.from({ length: to - from }, (_, i) => pageInput(seed, from + i));
      return page.evaluate((all) => all.flatMap(([index, body, honest]) => {
        let broken: string | null;
        try {
          broken = (window as any).check(body, honest) as string | null;
        } catch (error) {
          broken = `nothing throws: ${(error as Error).stack}`;
        }
        return broken === null ? [] : [[index, broken] as const];
      }), pages);
    },
    checkBody: (body, honest) =>
      page.evaluate(([html, clean]) => (window as any).check(html, clean) as string | null, [body, honest] as const),
    close: () => browser.close(),
  };
}

function pageInput(seed: number, index: number): readonly [index: number, body: string, honest: boolean] {
  const { kind, lines } = textInput(seed ^ 0x2545f491, index);
  const body = kind === 'giant' ? lines.join('<br>') : markUp(diceFor(seed ^ 0x6c078965, index), lines);
  return [index, body, kind === 'honest'];
}
