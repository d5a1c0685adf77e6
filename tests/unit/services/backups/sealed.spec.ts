import { randomBytes } from 'node:crypto'
import { test } from '@japa/runner'
import { backupKey } from '#services/backups/backup_keys'
import { seal, unseal } from '#services/backups/sealed'
import { readTar, TAR_END, tarEntry } from '#services/backups/tar'

const KEY = backupKey('a key of thirty-two characters or more')
const OTHER = backupKey('another key of thirty-two characters')
const FRAME = 64 * 1024
/** The length before each frame, and its tag. */
const AROUND = 4 + 16

async function* inPieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function all(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const read: Buffer[] = []
  for await (const piece of pieces) read.push(piece)
  return Buffer.concat(read)
}

const sealed = (plain: Buffer) => all(seal(inPieces(plain, 10_000), KEY))
const opened = (file: Buffer, keys = [KEY], size = 7_777) => all(unseal(inPieces(file, size), keys))

test.group('Sealed files', () => {
  test('{$self} bytes come back as they were, however they arrive')
    .with([0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, 200_000])
    .run(async ({ assert }, size) => {
      const plain = randomBytes(size)
      const file = await sealed(plain)
      for (const piece of [97, 4_096, 1_000_000]) {
        assert.isTrue((await opened(file, [OTHER, KEY], piece)).equals(plain))
      }
    })

  test('the same bytes are never the same file, and are not found in it', async ({ assert }) => {
    const plain = Buffer.from('Ines Duarte, '.repeat(1_000))
    const [first, second] = [await sealed(plain), await sealed(plain)]
    assert.isFalse(first.equals(second))
    assert.isFalse(first.includes('Ines'))
  })

  test('another key is refused by name', async ({ assert }) => {
    const file = await sealed(randomBytes(10))
    await assert.rejects(
      () => opened(file, [OTHER]),
      `The backup is encrypted with key ${KEY.id}, and BACKUP_KEY has ${OTHER.id}.`
    )
    await assert.rejects(() => opened(file, []), /BACKUP_KEY is not set/)
  })

  test('no byte may be changed', async ({ assert }) => {
    const file = await sealed(randomBytes(300))
    for (let at = 0; at < file.length; at++) {
      const changed = Buffer.from(file)
      changed[at] ^= 1
      await assert.rejects(() => opened(changed), /damaged|encrypted with key/)
    }
  })

  test('no end may be missing, and nothing may follow it', async ({ assert }) => {
    const file = await sealed(randomBytes(2 * FRAME + 5))
    const begin = file.indexOf('\n') + 1
    const ends = [0, begin, begin + 3, begin + FRAME + AROUND, file.length - 1]
    for (const end of ends) {
      await assert.rejects(() => opened(file.subarray(0, end)), /damaged/)
    }
    await assert.rejects(() => opened(Buffer.concat([file, Buffer.from([0])])), /damaged/)
  })

  test('frames may not change places', async ({ assert }) => {
    const file = await sealed(randomBytes(3 * FRAME))
    const begin = file.indexOf('\n') + 1
    const frame = (nth: number) =>
      file.subarray(begin + nth * (FRAME + AROUND), begin + (nth + 1) * (FRAME + AROUND))
    const turned = [file.subarray(0, begin), frame(1), frame(0), frame(2)]
    await assert.rejects(() => opened(Buffer.concat(turned)), /damaged/)
  })
})

test.group('Archives', () => {
  const at = new Date('2030-01-01T00:00Z')
  const entries = [0, 1, 511, 512, 513].map((size) => ({
    name: `tables/some/${size}.copy`,
    body: randomBytes(size),
  }))
  const archive = Buffer.concat([...entries.map((entry) => tarEntry(entry, at)), TAR_END])

  test('hold their entries', async ({ assert }) => {
    const read = []
    for await (const entry of readTar(inPieces(archive, 100))) read.push(entry)
    assert.deepEqual(
      read.map(({ name }) => name),
      entries.map(({ name }) => name)
    )
    for (const [nth, { body }] of read.entries()) assert.isTrue(body.equals(entries[nth].body))
  })

  test('are refused without their end', async ({ assert }) => {
    for (const end of [0, 300, 512, archive.length - TAR_END.length]) {
      const torn = readTar(inPieces(archive.subarray(0, end), 100))
      await assert.rejects(async () => {
        for await (const entry of torn) assert.isString(entry.name)
      }, /damaged/)
    }
  })
})
