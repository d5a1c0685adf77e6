import { BaseModel, belongsTo, column, manyToMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, ManyToMany } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import { linkToken } from '#models/links/link_token'
import Service from '#models/services/service'
import Business from '#models/settings/business'

export const MOST_INBOXES = 20

/** What whoever reads it said yes to: mails of the business, or answers of its clients. */
export type InboxPurpose = 'mails' | 'contact'

/** SQL: it gets mails, since whoever reads it said so and has not stopped them. */
export const IS_OPEN = 'gets_mails and proven_at is not null and stopped_at is null'

/**
 * An address of the business itself, as that of its reception, which gets what owners and admins are
 * mailed; or one that only clients write to. Nothing is sent there, and no answers are led there,
 * before somebody who reads it has confirmed it.
 */
export default class InboxAddress extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare email: string

  @column()
  declare getsMails: boolean

  @column()
  declare forAllServices: boolean

  /** How many mails have asked for the proof. */
  @column()
  declare proofMails: number

  /** For the mails of the business. */
  @column.dateTime()
  declare provenAt: DateTime | null

  /** For the answers of its clients. */
  @column.dateTime()
  declare contactProvenAt: DateTime | null

  /** By whoever reads it, who is not even asked again. */
  @column.dateTime()
  declare stoppedAt: DateTime | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @belongsTo(() => Business)
  declare business: BelongsTo<typeof Business>

  @manyToMany(() => Service, {
    pivotTable: 'inbox_address_services',
    pivotColumns: ['business_id'],
  })
  declare services: ManyToMany<typeof Service>

  get state(): 'open' | 'stopped' | 'unproven' {
    if (this.stoppedAt !== null) return 'stopped'
    return this.provenAt === null ? 'unproven' : 'open'
  }

  isProvenFor(purpose: InboxPurpose): boolean {
    return (purpose === 'mails' ? this.provenAt : this.contactProvenAt) !== null
  }

  get linkSubject() {
    return { id: this.id, recipient: this.email, version: 0 }
  }

  proofTokenFor(purpose: InboxPurpose): string {
    return linkToken(purpose === 'mails' ? 'prove_inbox' : 'prove_contact', this.linkSubject)
  }

  get stopToken(): string {
    return linkToken('stop_inbox', this.linkSubject)
  }
}
