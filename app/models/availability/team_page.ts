import { BaseModel, column, manyToMany } from '@adonisjs/lucid/orm'
import type { ManyToMany } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import Host from '#models/availability/host'

/** What several people give, at an address like that of one. */
export default class TeamPage extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare name: string

  @column()
  declare pageSlug: string

  @column()
  declare pageDescription: string | null

  /** Null where it has the business's. */
  @column()
  declare pageColour: string | null

  @column()
  declare pageIsActive: boolean

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @manyToMany(() => Host, { pivotTable: 'team_page_hosts', pivotColumns: ['business_id'] })
  declare hosts: ManyToMany<typeof Host>

  /** Nobody on it takes bookings. Needs its hosts loaded. */
  get isDeserted(): boolean {
    return this.isDesertedWithout([])
  }

  isDesertedWithout(leaving: readonly Host[]): boolean {
    return this.hosts.every(({ id, isActive }) => !isActive || leaving.some((one) => one.id === id))
  }
}

/** Needs its hosts loaded. */
export function teamPageContent({
  name,
  pageSlug,
  pageDescription,
  pageColour,
  pageIsActive,
  hosts,
}: TeamPage) {
  const hostIds = hosts.map(({ id }) => id).toSorted((one, other) => one - other)
  return { name, pageSlug, pageDescription, pageColour, pageIsActive, hostIds }
}
