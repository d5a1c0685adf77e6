import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { keyOfFile, type BackupKey } from '#services/backups/backup_keys'
import { BackupRefused, damaged } from '#services/backups/backup_refused'
import { ByteReader } from '#services/backups/byte_reader'

type Bytes = AsyncIterable<Buffer>

const MAGIC = 'bellhop-sealed-1'
const FRAME_BYTES = 64 * 1024
const TAG_BYTES = 16
const LONGEST_HEADER = 200

/**
 * A line that names the key, then frames of 64 KiB, each under AES-256-GCM: its length and its
 * ciphertext with the tag. The nonce counts the frames and says which is the last, so that frames
 * which are missing, moved or added at the end are refused like changed ones.
 */
export async function* seal(source: Bytes, key: BackupKey): AsyncGenerator<Buffer> {
  const salt = randomBytes(32)
  const header = Buffer.from(`${MAGIC} ${key.id} ${salt.toString('base64url')}\n`)
  const fileKey = keyOfFile(key, salt)
  let frame = 0
  const sealFrame = (plain: Buffer, isLast: boolean) => {
    const cipher = createCipheriv('aes-256-gcm', fileKey, nonceOf(frame++, isLast))
    cipher.setAAD(header)
    const body = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(body.length)
    return Buffer.concat([length, body])
  }

  yield header
  let waiting = Buffer.alloc(0)
  for await (const chunk of source) {
    waiting = Buffer.concat([waiting, chunk])
    while (waiting.length > FRAME_BYTES) {
      yield sealFrame(waiting.subarray(0, FRAME_BYTES), false)
      waiting = waiting.subarray(FRAME_BYTES)
    }
  }
  yield sealFrame(waiting, true)
}

/** What `seal` was given. Each frame is proven before any of it is given out. */
export async function* unseal(source: Bytes, keys: BackupKey[]): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source)
  const header = await reader.line(LONGEST_HEADER)
  const [magic, id, salt] = header?.toString('latin1').trimEnd().split(' ') ?? []
  if (!header || magic !== MAGIC || !salt) throw damaged('it does not begin as an encrypted one')
  const key = keys.find((known) => known.id === id)
  if (!key) throw new BackupRefused(otherKey(id, keys))

  const fileKey = keyOfFile(key, Buffer.from(salt, 'base64url'))
  for (let frame = 0; ; frame++) {
    const length = await reader.bytes(4)
    const size = length?.readUInt32BE() ?? 0
    if (size < TAG_BYTES || size > FRAME_BYTES + TAG_BYTES) throw damaged('it ends too early')
    const body = await reader.bytes(size)
    if (!body) throw damaged('it ends too early')
    const isLast = await reader.isAtEnd()
    yield openFrame(body, fileKey, header, nonceOf(frame, isLast))
    if (isLast) return
  }
}

function openFrame(body: Buffer, fileKey: Buffer, header: Buffer, nonce: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', fileKey, nonce)
  decipher.setAAD(header)
  decipher.setAuthTag(body.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()])
  } catch {
    throw damaged('it was changed, or its end is missing')
  }
}

function nonceOf(frame: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(frame))
  nonce[11] = isLast ? 1 : 0
  return nonce
}

function otherKey(id: string, keys: BackupKey[]): string {
  if (keys.length === 0) return `The backup is encrypted with key ${id}, and BACKUP_KEY is not set.`
  const known = keys.map((key) => key.id).join(', ')
  return `The backup is encrypted with key ${id}, and BACKUP_KEY has ${known}.`
}
