import { describe } from 'vitest';
import { launchChromium } from './session.ts';
import { tellStory } from './story.ts';

describe('the built extension in Chromium', () => tellStory(launchChromium));
