import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

const CONTROLS = 'button, input, textarea, select, summary';

/** True where what had the focus is gone: the next Tab would begin anywhere, and a screen reader says nothing. */
const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

/**
 * Keeps the keyboard's place where what had the focus goes away, as with a deleted entry. It goes to the notice that tells of it; from
 * there back to what has the same name by now (the entry that came back), else to the first control of the same section.
 * @param notice what is told now; `null`: nothing
 * @returns to be the `ref` of the place where notices come
 */
export function useKeptFocus(notice: object | null): { current: HTMLDivElement | null } {
  const place = useRef<HTMLDivElement>(null);
  const last = useRef<HTMLElement | null>(null);
  const section = useRef<Element | null>(null);
  useEffect(() => {
    const follow = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement) || place.current?.contains(target) === true) return;
      last.current = target;
      section.current = target.closest('section, main');
    };
    document.addEventListener('focusin', follow);
    return () => document.removeEventListener('focusin', follow);
  }, []);
  useLayoutEffect(() => {
    if (!isLost()) return;
    if (notice !== null) place.current?.querySelector('button')?.focus();
    else if (last.current !== null) placeOf(last.current, section.current)?.focus();
  }, [notice]);
  return place;
}

function placeOf(last: HTMLElement, section: Element | null): HTMLElement | null {
  const controls = [...(section ?? document).querySelectorAll<HTMLElement>(CONTROLS)].filter((one) => one.checkVisibility() && !one.matches(':disabled'));
  const same = controls.find((one) => one === last || (last.id !== '' ? one.id === last.id : one.ariaLabel !== null && one.ariaLabel === last.ariaLabel));
  return same ?? controls[0] ?? null;
}
