import { describe } from 'vitest';
import { EXTENSION } from '../../src/tools/paths.ts';
import { launchChromium } from '../browser/session.ts';
import { standAttacks } from './attacks.ts';

describe('hostile pages in Chromium', () => standAttacks(launchChromium, EXTENSION.chromium));
