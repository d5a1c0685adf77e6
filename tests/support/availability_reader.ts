import { setTimeout as sleep } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import Business from '#models/business'
import Service from '#models/service'
import { loadQuestion } from '#queries/load_availability'
import { findSlots } from '#scheduling/slots'
import type { Span } from '#scheduling/types'

export interface Watch {
  businessId: number
  serviceId: number
  range: Span
}

export interface Sightings {
  /** Reads through the cache while nothing was written. */
  compared: number
  /** Those of them that answered something else than a read past it. */
  old: number
}

/** Reads through the cache and past it, over and over, until it is told to stop. */
export async function watch(
  { businessId, serviceId, range }: Watch,
  isOver: () => boolean
): Promise<Sightings> {
  const seen: Sightings = { compared: 0, old: 0 }
  while (!isOver()) {
    const business = await Business.query()
      .where('id', businessId)
      .preload('settings')
      .firstOrFail()
    const service = await Service.findOrFail(serviceId)
    const wish = { business, service, hostId: null, range, now: range.start }

    const before = await snapshot()
    const answer = findSlots(await loadQuestion(wish))
    const truth = findSlots(await loadQuestion(wish, db.connection()))
    if ((await snapshot()) === before) {
      seen.compared++
      if (JSON.stringify(answer) !== JSON.stringify(truth)) seen.old++
    }
    await sleep(1)
  }
  return seen
}

/** The same text twice means that no transaction has written anything between. */
async function snapshot(): Promise<string> {
  const { rows } = await db.rawQuery('select pg_current_snapshot()::text as seen')
  return rows[0].seen
}
