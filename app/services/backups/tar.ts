import { damaged } from '#services/backups/backup_refused'
import { ByteReader } from '#services/backups/byte_reader'

/** POSIX.1-1988 (ustar): what every `tar` reads. */
const BLOCK = 512
const LONGEST_NAME = 100

export interface TarEntry {
  name: string
  body: Buffer
}

export function tarEntry({ name, body }: TarEntry, at: Date): Buffer {
  if (Buffer.byteLength(name) > LONGEST_NAME) throw new Error(`Too long for an archive: ${name}`)
  const header = Buffer.alloc(BLOCK)
  header.write(name, 0)
  header.write('0000600\0', 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  header.write(octal(body.length), 124)
  header.write(octal(Math.floor(at.getTime() / 1_000)), 136)
  header.write('0ustar\0', 156)
  header.write('00', 263)
  header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, 148)
  return Buffer.concat([header, body, Buffer.alloc(padding(body.length))])
}

/** Two empty blocks. */
export const TAR_END = Buffer.alloc(2 * BLOCK)

/** One entry after the other, each whole. Ends at the end that was written, and refuses a torn archive. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const reader = new ByteReader(source)
  for (;;) {
    const header = await reader.bytes(BLOCK)
    if (!header) throw damaged('it ends too early')
    if (header.every((byte) => byte === 0)) break
    if (Number.parseInt(header.toString('latin1', 148, 154), 8) !== checksumOf(header)) {
      throw damaged('it is no archive, or was changed')
    }
    const size = Number.parseInt(header.toString('latin1', 124, 135), 8)
    const whole = await reader.bytes(size + padding(size))
    if (!whole) throw damaged('it ends too early')
    const name = header.toString('utf8', 0, LONGEST_NAME).replace(/\0.*$/, '')
    yield { name, body: whole.subarray(0, size) }
  }
  // To the very end, for that is where a compressed file's own checksum stands.
  while (await reader.bytes(BLOCK)) continue
}

/** Of the header as if its own checksum were eight spaces. */
function checksumOf(header: Buffer): number {
  const own = header.subarray(148, 156).reduce((sum, byte) => sum + byte, 0)
  return header.reduce((sum, byte) => sum + byte, 0) - own + 8 * 32
}

const octal = (value: number) => `${value.toString(8).padStart(11, '0')}\0`

const padding = (size: number) => (BLOCK - (size % BLOCK)) % BLOCK
