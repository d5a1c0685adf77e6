import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'

/** What is a business's own of a message; a part that is null is ours. */
export interface OwnParts {
  subject: string | null
  opening: string | null
  closing: string | null
}

export const OWN_PARTS = ['subject', 'opening', 'closing'] as const

export const OUR_WORDS: OwnParts = { subject: null, opening: null, closing: null }

/** Of one message in one language. */
export default class MessageText extends BaseModel implements OwnParts {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare type: string

  @column()
  declare language: string

  @column()
  declare subject: string | null

  @column()
  declare opening: string | null

  @column()
  declare closing: string | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  get parts(): OwnParts {
    const { subject, opening, closing } = this
    return { subject, opening, closing }
  }

  /** Whether anything of it is the business's own. */
  get isOwn(): boolean {
    return OWN_PARTS.some((part) => this[part] !== null)
  }
}
