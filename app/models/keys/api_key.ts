import { AccessToken } from '@adonisjs/auth/access_tokens'
import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import { crc32 } from 'node:zlib'
import type { DateTime } from 'luxon'
import Membership from '#models/accounts/membership'
import { ALL_SCOPES } from '#models/keys/scopes'

/** Of one member, that are not revoked. */
export const MOST_KEYS = 50

export const KEY_PREFIX = 'bellhop_'
const SECRET_LENGTH = 40

/** SQL: keys that still open something, by the database's clock. */
export const KEY_IS_GOOD = `
  api_keys.revoked_at is null and (api_keys.expires_at is null or api_keys.expires_at > now())`

/** What a program brings along to act as a member; the row holds a hash of it. */
export default class ApiKey extends BaseModel {
  static override table = 'api_keys'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  /** Null once they have left. */
  @column()
  declare membershipId: number | null

  @column()
  declare name: string

  @column({ serializeAs: null })
  declare hash: string

  /** The end of the key, to tell it from others. */
  @column()
  declare lastFour: string

  @column()
  declare scopes: string[]

  @column.dateTime()
  declare expiresAt: DateTime | null

  /** To the minute. */
  @column.dateTime()
  declare lastUsedAt: DateTime | null

  @column.dateTime()
  declare revokedAt: DateTime | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @belongsTo(() => Membership)
  declare membership: BelongsTo<typeof Membership>

  get isForAll(): boolean {
    return this.scopes.includes(ALL_SCOPES)
  }

  /** What of it may be shown. */
  get beginning(): string {
    return `${KEY_PREFIX}${Buffer.from(String(this.id)).toString('base64url')}`
  }

  stateAt(now: DateTime): 'open' | 'expired' | 'revoked' {
    if (this.revokedAt !== null || this.membershipId === null) return 'revoked'
    return this.expiresAt !== null && this.expiresAt <= now ? 'expired' : 'open'
  }

  /** As the guard of `@adonisjs/auth` knows it, where an asterisk stands for all. */
  get token(): AccessToken {
    return this.tokenWith()
  }

  /** The key itself, which is told once. */
  writtenWith(secret: AccessToken['value']): string {
    return this.tokenWith(secret).value?.release() ?? ''
  }

  private tokenWith(secret?: AccessToken['value']): AccessToken {
    const { id, membershipId, name, hash, createdAt, lastUsedAt, expiresAt, scopes } = this
    return new AccessToken({
      ...{ identifier: id, tokenableId: membershipId ?? 0, type: 'api_key', name, hash, secret },
      prefix: KEY_PREFIX,
      abilities: scopes.map((scope) => (scope === ALL_SCOPES ? '*' : scope)),
      createdAt: createdAt.toJSDate(),
      updatedAt: createdAt.toJSDate(),
      lastUsedAt: lastUsedAt?.toJSDate() ?? null,
      expiresAt: expiresAt?.toJSDate() ?? null,
    })
  }
}

export const newKeySecret = () => AccessToken.seed(SECRET_LENGTH)

/** Null for what is no key of ours, found by its shape and checksum without asking the database. */
export function readKey(text: string): { id: number; secret: AccessToken['value'] & {} } | null {
  const decoded = AccessToken.decode(KEY_PREFIX, text)
  if (!decoded || !/^[1-9]\d{0,14}$/.test(decoded.identifier)) return null
  const secret = decoded.secret.release()
  const checksum = crc32(secret.slice(0, SECRET_LENGTH))
  if (secret.slice(SECRET_LENGTH) !== String(checksum)) return null
  return { id: Number(decoded.identifier), secret: decoded.secret }
}
