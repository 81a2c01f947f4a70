/**
 * Which text of an HTML page is for the engine, by names alone: for whoever reads a page, from its tree or from its source.
 */

/**
 * Elements whose text stays as it is: what readers type and what programs say (rules of harm), and what follows from it: frames and templates have
 * documents of their own, `noframes` and `noembed` are never shown, what a `datalist` offers is put into a field and sent. Not `xmp`: a kit shows its
 * tag soup in it.
 */
export const UNTOUCHED_ELEMENTS = [
  'script', 'style', 'textarea', 'input', 'select', 'code', 'pre', 'listing', 'plaintext', 'kbd', 'samp', 'svg', 'math',
  'datalist', 'noscript', 'noframes', 'noembed', 'iframe', 'object', 'template', 'canvas',
] as const;

/** Attributes with words for a reader, on any element. */
export const WORDED_ATTRIBUTES = ['title', 'alt', 'placeholder', 'aria-label'] as const;

/** A `lang` whose Chinese characters have forms of their own, which no conversion knows: Japanese, Korean, Vietnamese. */
export const isOtherLanguage = (lang: string): boolean => /^(?:ja|ko|vi)(?:-|$)/i.test(lang);
