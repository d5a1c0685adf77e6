import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'

/** Without a row, the page is made from the template alone and everything is kept. */
export default class PrivacySettings extends BaseModel {
  static table = 'privacy_settings'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  /** In the owner's words. */
  @column()
  declare ownText: string | null

  /** Those stand instead of the template's, and not after them. */
  @column()
  declare replacesTemplate: boolean

  /** Of bookings that were given or missed; null keeps them. */
  @column()
  declare keepDoneMonths: number | null

  @column()
  declare keepCancelledMonths: number | null

  /** Declined, and never answered. */
  @column()
  declare keepDeclinedMonths: number | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime
}

/** What its form is made from. */
export function privacyContent(settings: PrivacySettings, asked: { id: number } | null) {
  const { ownText, replacesTemplate } = settings
  const { keepDoneMonths, keepCancelledMonths, keepDeclinedMonths } = settings
  return {
    ...{ ownText, replacesTemplate, keepDoneMonths, keepCancelledMonths, keepDeclinedMonths },
    consentId: asked === null ? null : Number(asked.id),
  }
}
