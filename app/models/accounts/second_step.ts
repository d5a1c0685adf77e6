import encryption from '@adonisjs/core/services/encryption'
import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'

/** What is asked for after the password. */
export default class SecondStep extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare userId: number

  /** Encrypted for this user: in another's row it opens nothing. */
  @column({ serializeAs: null })
  declare secret: string

  @column.dateTime()
  declare confirmedAt: DateTime | null

  /** Of the last code that was taken. */
  @column({ consume: Number })
  declare lastStep: number

  static sealed(userId: number, key: string): string {
    return encryption.encrypt(key, undefined, purposeOf(userId))
  }

  /** Null where the deployment's key is another by now. */
  get key(): string | null {
    return encryption.decrypt<string>(this.secret, purposeOf(this.userId))
  }
}

function purposeOf(userId: number): string {
  return `second-step-${userId}`
}
