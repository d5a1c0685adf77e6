import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import { rowSecrets } from '#models/row_secrets'

const sealing = rowSecrets('second-step')

/** What is asked for after the password. */
export default class SecondStep extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare userId: number

  /** Encrypted for this user. */
  @column({ serializeAs: null })
  declare secret: string

  @column.dateTime()
  declare confirmedAt: DateTime | null

  /** Of the last code that was taken. */
  @column({ consume: Number })
  declare lastStep: number

  static sealed(userId: number, key: string): string {
    return sealing.seal(userId, key)
  }

  /** Null where the deployment's key is another by now. */
  get key(): string | null {
    return sealing.open(this.userId, this.secret)
  }
}
