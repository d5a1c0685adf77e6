import { BaseModel, column, manyToMany } from '@adonisjs/lucid/orm'
import type { ManyToMany } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import Host from '#models/availability/host'
import { versionOf } from '#models/version'
import type { BlockedDates } from '#scheduling/types'

/** Taken out of the hours of its hosts, each by their own clock. */
export default class Block extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  /** `YYYY-MM-DD`. */
  @column()
  declare firstDate: string

  /** Included; null, only where it repeats, has no end. */
  @column()
  declare lastDate: string | null

  /** Of every week from the first date on so many dates; null does not repeat. */
  @column()
  declare weeklyDays: number | null

  @column()
  declare startsTime: string

  /** At or before the start it lies on the next date. */
  @column()
  declare endsTime: string

  @column({ prepare: (dates: unknown) => JSON.stringify(dates) })
  declare skippedDates: readonly string[]

  @column()
  declare reason: string | null

  /** Also whoever is added later. */
  @column()
  declare isForEveryone: boolean

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @manyToMany(() => Host, { pivotTable: 'block_hosts' })
  declare hosts: ManyToMany<typeof Host>

  get dates(): BlockedDates {
    const { firstDate, lastDate, weeklyDays, startsTime, endsTime, skippedDates } = this
    return { firstDate, lastDate, weeklyDays, start: startsTime, end: endsTime, skippedDates }
  }

  /** All that its form saves; needs its hosts loaded. */
  get version(): string {
    return versionOf(blockContent(this, this.hostIds), this.reason)
  }

  get hostIds(): number[] {
    return this.hosts.map(({ id }) => id)
  }

  get isWeekly(): boolean {
    return this.weeklyDays !== null
  }

  get isWholeDays(): boolean {
    return this.startsTime === '00:00' && this.endsTime === '24:00'
  }
}

export function blockColumns({ start, end, ...dates }: BlockedDates) {
  return { ...dates, startsTime: start, endsTime: end }
}

/** All that its form holds, for whoever wants it back; needs its hosts loaded. */
export function keptBlock(block: Block): Record<string, unknown> {
  return { ...blockContent(block, block.hostIds), reason: block.reason }
}

/** All that is stored of it but the reason, with ids only. */
export function blockContent(block: Block, hostIds: readonly number[]) {
  const { firstDate, lastDate, weeklyDays, startsTime, endsTime, skippedDates } = block
  return {
    hostIds: hostIds.toSorted((one, other) => one - other),
    ...(block.isForEveryone && { isForEveryone: true }),
    ...{ firstDate, lastDate, weeklyDays, startsTime, endsTime, skippedDates },
  }
}
