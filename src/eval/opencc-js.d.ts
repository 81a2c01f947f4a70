/** OpenCC's dictionaries as opencc-js ships them: `source replacement` entries, joined by `|`. */
declare module 'opencc-js/dict/*' {
  const dictionary: string;
  export default dictionary;
}
