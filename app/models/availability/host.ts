import { beforeCreate, belongsTo, column, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import AvailabilityRule from '#models/availability/availability_rule'
import Business from '#models/settings/business'
import DateOverride from '#models/availability/date_override'
import { modelWithRules } from '#models/rule_columns'
import { freeSlug } from '#models/slug'

export interface HostTogether {
  id: number
  name: string
}

export default class Host extends modelWithRules('host') {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare userId: number | null

  @column()
  declare name: string

  @column()
  declare pageSlug: string

  @column()
  declare timeZone: string

  @column()
  declare position: number

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Business)
  declare business: BelongsTo<typeof Business>

  @hasMany(() => AvailabilityRule)
  declare availabilityRules: HasMany<typeof AvailabilityRule>

  @hasMany(() => DateOverride)
  declare dateOverrides: HasMany<typeof DateOverride>

  @beforeCreate()
  static async givePageSlug(host: Host) {
    if (host.pageSlug) return
    const stem = freeSlug(host.name, new Set()).slice(0, 90)
    const near = await Host.query({ client: host.$trx })
      .select('pageSlug')
      .whereLike('pageSlug', `${stem}%`)
    host.pageSlug = freeSlug(host.name, new Set(near.map(({ pageSlug }) => pageSlug)))
  }
}
