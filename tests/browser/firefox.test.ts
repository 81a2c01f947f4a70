import { describe } from 'vitest';
import { launchFirefox } from './session.ts';
import { tellStory } from './story.ts';

describe('the built extension in Firefox', () => tellStory(launchFirefox));
