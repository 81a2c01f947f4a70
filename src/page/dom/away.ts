import { drawName } from './names.ts';

/** Marks an element that is taken from view; {@link AWAY_CSS} does the hiding, so no style of the page is changed. */
export const AWAY = `data-${drawName()}`;

/** Must be in force (best with user origin) wherever pages are cleaned. */
export const AWAY_CSS = `[${AWAY}]{display:none!important}`;
