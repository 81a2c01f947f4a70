import { describe } from 'vitest';
import { EXTENSION } from '../../src/tools/paths.ts';
import { launchFirefox } from '../browser/session.ts';
import { standAttacks } from './attacks.ts';

describe('hostile pages in Firefox', () => standAttacks(launchFirefox, EXTENSION.firefox, true));
