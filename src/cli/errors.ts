/** The report can't be written any more: nothing to go on for. */
export class ReportError extends Error {}

const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'is a folder',
  EACCES: 'may not be read',
  EPERM: 'may not be read',
  ENOSPC: 'no space left on the device',
  EIO: 'the device failed',
  ERR_STRING_TOO_LONG: 'too large for one document (ndjson has no such limit)',
  ERR_FS_FILE_TOO_LARGE: 'too large for one document (ndjson has no such limit)',
};

/** What went wrong, in words for whoever called the command. */
export function explain(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return CAUSES[code] ?? (error instanceof Error ? error.message : String(error));
}
