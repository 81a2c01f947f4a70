import { describe } from 'vitest';
import { launchChromium } from '../browser/session.ts';
import { tellEncodingStory } from './story.ts';

describe('wrong charsets in Chromium', () => tellEncodingStory(launchChromium));
