/** What a text in base64 stands for. @throws where it is none */
export function base64Bytes(base64: string): Uint8Array {
  // Chrome 140, Firefox 133: a tenth of the time
  const { fromBase64 } = Uint8Array as unknown as { fromBase64?: (text: string) => Uint8Array };
  if (fromBase64 !== undefined) return fromBase64.call(Uint8Array, base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
