import { randomBytes } from 'node:crypto'
import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import { rowSecrets } from '#models/row_secrets'
import Business from '#models/settings/business'
import { versionOf } from '#models/version'

const secrets = rowSecrets('calcom-secret')
const keys = rowSecrets('calcom-key')

/** How Cal.com tells what is booked there, for as long as a business uses both. */
export default class CalcomBridge extends BaseModel {
  static override table = 'calcom_bridges'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  /** Names it in the address that Cal.com calls; it proves nothing. */
  @column()
  declare token: string

  /** Encrypted for this bridge, as its key is. */
  @column({ serializeAs: null })
  declare secret: string

  @column({ serializeAs: null })
  declare apiKey: string | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Business)
  declare business: BelongsTo<typeof Business>

  static newToken(): string {
    return randomBytes(12).toString('hex')
  }

  static sealedSecret(id: number, secret: string): string {
    return secrets.seal(id, secret)
  }

  static sealedKey(id: number, key: string): string {
    return keys.seal(id, key)
  }

  /** Null where the deployment's key is another by now. */
  get openSecret(): string | null {
    return secrets.open(this.id, this.secret)
  }

  get openKey(): string | null {
    return this.apiKey && keys.open(this.id, this.apiKey)
  }

  get secretVersion(): string {
    return versionOf(this.secret)
  }

  get keyVersion(): string {
    return versionOf(this.apiKey)
  }
}
