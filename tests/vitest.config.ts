import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** What works the built extension in a browser: slow, and most of it waiting. */
const IN_FIREFOX = ['tests/{browser,encoding,hostile}/firefox.test.ts'];
const IN_CHROMIUM = ['tests/{browser,hostile}/**/*.test.ts', 'tests/encoding/{background,chromium}.test.ts', 'tests/trust/{faults,update}.test.ts'];

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    globalSetup: ['tests/browser/build.ts'],
    // Real browsers are started: one of each at a time, and slow machines get their time.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Other programs take part in these, and machines that others use: what fails once and then holds passes, and is told as flaky.
    retry: 1,
    projects: [
      { extends: true, test: { name: 'chromium', include: IN_CHROMIUM, exclude: IN_FIREFOX } },
      { extends: true, test: { name: 'firefox', include: IN_FIREFOX } },
      { extends: true, test: { name: 'rest', include: ['tests/**/*.test.ts'], exclude: [...IN_CHROMIUM, ...IN_FIREFOX] } },
    ],
  },
});
