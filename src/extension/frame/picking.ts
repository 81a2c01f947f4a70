import { pick } from '../../page/show/picker.ts';
import { thisFrame } from './frame.ts';
import { send } from '../messages.ts';
import { nativeApi } from '../native.ts';
import { nativeText as text } from '../texts.ts';

/** Lets the reader point at something in this page, and remembers for the site what it was said to be. */
export function startPicking(): void {
  const frame = thisFrame();
  // One at a time: another press of the button begins anew.
  frame.endPicking?.();
  frame.endPicking = pick(document, {
    title: text('pickTitle'), hint: text('pickHint'), wider: text('pickWider'), narrower: text('pickNarrower'),
    hideBlock: text('pickHide'), spamLine: text('pickSpam'), cancel: text('cancel'), noText: text('pickNoText'),
  }, (node) => frame.page?.sourceOf(node) ?? node.data, (picked) => {
    delete frame.endPicking;
    if (picked === null) return;
    const rules = picked.kind === 'hide' ? [picked.rule] : picked.rules;
    void send(nativeApi(), 'rules', { kind: picked.kind, rules });
  });
}
