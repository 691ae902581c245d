// Reads the list of contents of a ZIP file, as which a VSIX is made.
import { readFileSync } from 'node:fs';

/** One file of an archive; `size` in bytes, unpacked. */
export interface ZipEntry {
  readonly name: string;
  readonly size: number;
}

/** The entries in the order of the central directory (PKWARE APPNOTE 6.3.10, 4.3.12 and 4.3.16). Throws where there is none. */
export function zipEntries(path: string): readonly ZipEntry[] {
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error(`${path} is not a ZIP file.`);
  const count = bytes.readUInt16LE(end + 10);
  let offset = bytes.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index++) {
    const nameLength = bytes.readUInt16LE(offset + 28);
    const otherLength = bytes.readUInt16LE(offset + 30) + bytes.readUInt16LE(offset + 32);
    entries.push({
      name: bytes.toString('utf8', offset + 46, offset + 46 + nameLength),
      size: bytes.readUInt32LE(offset + 24),
    });
    offset += 46 + nameLength + otherLength;
  }
  return entries;
}
