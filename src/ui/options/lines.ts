import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** A text field of lines that are stored. */
interface Lines {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /**
   * Stores what stands in the field.
   * @param how is given what the reader saw when he began, and what he typed; gives false where it was not stored, so that it stays in the field
   */
  store(how: (before: string, typed: string) => Promise<boolean>): Promise<void>;
}

/**
 * Shows stored lines in a text field, and follows them, whoever changes them. What the reader types stays until it is stored.
 * @param lines what is stored
 */
export function useLines(lines: string): Lines {
  const field = useRef<HTMLTextAreaElement>(null);
  /** what stands in the field where nothing was typed */
  const shown = useRef('');
  const latest = useRef(lines);
  latest.current = lines;
  const follow = (): void => {
    const at = field.current;
    if (at !== null && at.value === shown.current) at.value = shown.current = latest.current;
  };
  useLayoutEffect(follow, [lines]);
  return {
    field,
    async store(how) {
      const [before, typed] = [shown.current, field.current?.value ?? ''];
      shown.current = typed; // what is stored now is not typed any more
      if (await how(before, typed)) follow();
      else shown.current = before;
    },
  };
}
