import { createHash, hkdfSync } from 'node:crypto'

export interface BackupKey {
  /** Tells keys apart without telling anything of them. */
  id: string
  secret: string
}

export function backupKey(secret: string): BackupKey {
  return { id: keyId('backup', secret), secret }
}

/** The first digits of a hash: enough to say that another key is meant. */
export function keyId(purpose: string, secret: string): string {
  return createHash('sha256').update(`bellhop ${purpose} key\n${secret}`).digest('hex').slice(0, 12)
}

/** Each file has a key of its own, so that counted nonces never meet under one key. */
export function keyOfFile(key: BackupKey, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key.secret, salt, 'bellhop backup 1', 32))
}
