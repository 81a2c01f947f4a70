import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive. */
export interface ZipEntry {
  /** path with `/` */
  readonly name: string;
  readonly data: Uint8Array;
}

/** 1980-01-01 00:00, the first moment that the format knows: a date of ours would make each archive another one. */
const DATE = 0x21;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
/** regular file, rw-r--r-- */
const MODE = 0o100644 * 0x10000;

/**
 * Makes a ZIP archive (APPNOTE 6.3, without ZIP64) whose bytes depend on names and contents only: entries in order of
 * name, one date, one mode.
 */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data } of [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = Buffer.from(name, 'utf8');
    const packed = deflateRawSync(data, { level: 9 });
    const common = Buffer.alloc(26);
    for (const [i, value] of [VERSION, UTF8_NAMES, DEFLATED, 0, DATE].entries()) common.writeUInt16LE(value, 2 * i);
    for (const [i, value] of [crc32(data), packed.length, data.length].entries()) common.writeUInt32LE(value, 10 + 4 * i);
    common.writeUInt16LE(path.length, 22);
    files.push(Buffer.from('PK\x03\x04', 'latin1'), common, path, packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(MODE, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02', 'latin1'), Buffer.from([VERSION, 3]), common, tail, path);
    offset += 30 + path.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, central, end]);
}
