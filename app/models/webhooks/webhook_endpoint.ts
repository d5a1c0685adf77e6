import { randomBytes } from 'node:crypto'
import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import { rowSecrets } from '#models/row_secrets'
import Business from '#models/settings/business'
import type { WebhookEvent } from '#models/webhooks/webhook_event'

export const MOST_ENDPOINTS = 10

/** How long the secret before goes on signing beside the new one. */
export const FORMER_SECRET_HOURS = 24

/** Nothing was accepted for so long: it is paused, and whoever is in charge is told. */
export const FAILING_DAYS = 3

export const PAUSE_REASONS = ['by_hand', 'failing', 'gone'] as const
export type PauseReason = (typeof PAUSE_REASONS)[number]

const sealing = rowSecrets('webhook-endpoint')

/** A system of the business that is told what happens. */
export default class WebhookEndpoint extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare url: string

  @column()
  declare description: string | null

  /** Null is all, also those that come later. */
  @column()
  declare events: WebhookEvent[] | null

  /** Encrypted for this endpoint. */
  @column({ serializeAs: null })
  declare secret: string

  @column({ serializeAs: null })
  declare formerSecret: string | null

  @column.dateTime()
  declare formerSecretUntil: DateTime | null

  @column.dateTime()
  declare pausedAt: DateTime | null

  @column()
  declare pausedBecause: PauseReason | null

  /** Since the first failure after which it has accepted nothing. */
  @column.dateTime()
  declare failingSince: DateTime | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Business)
  declare business: BelongsTo<typeof Business>

  static newSecret(): string {
    return `whsec_${randomBytes(24).toString('base64')}`
  }

  static sealed(id: number, secret: string): string {
    return sealing.seal(id, secret)
  }

  get state(): 'on' | 'failing' | PauseReason {
    return this.pausedBecause ?? (this.failingSince === null ? 'on' : 'failing')
  }

  get isPaused(): boolean {
    return this.pausedAt !== null
  }

  hasFormerSecretAt(now: DateTime): boolean {
    return this.formerSecretUntil !== null && this.formerSecretUntil > now
  }

  /** The newest first; none where the deployment's key is another by now. */
  secretsAt(now: DateTime): string[] {
    const sealed = [this.secret, ...(this.hasFormerSecretAt(now) ? [this.formerSecret] : [])]
    return sealed.flatMap((each) => {
      const secret = each && sealing.open(this.id, each)
      return secret ? [secret] : []
    })
  }
}
