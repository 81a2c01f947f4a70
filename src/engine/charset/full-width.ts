/** From `!` to `~` to their full-width forms, in code units. */
export const FULL_WIDTH = 0xfee0;
