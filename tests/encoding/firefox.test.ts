import { describe } from 'vitest';
import { launchFirefox } from '../browser/session.ts';
import { tellEncodingStory } from './story.ts';

describe('wrong charsets in Firefox', () => tellEncodingStory(launchFirefox));
