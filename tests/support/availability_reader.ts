import { setTimeout as sleep } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import availabilityConfig from '#config/availability'
import { type BusinessPage, findBusinessPageById } from '#queries/pages/find_business_page'
import { loadQuestion } from '#queries/availability/load_availability'
import { findSlots } from '#scheduling/slots/slots'
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
    const before = await snapshot()
    const answer = await offer(serviceId, range, await findBusinessPageById(businessId))
    const truth = await offer(serviceId, range, await pageReadAnew(businessId), db.connection())
    if ((await snapshot()) === before) {
      seen.compared++
      if (answer !== truth) seen.old++
    }
    await sleep(1)
  }
  return seen
}

/** All that the page says, and what can be booked. */
async function offer(
  serviceId: number,
  range: Span,
  page: BusinessPage | null,
  client?: QueryClientContract
): Promise<string> {
  const service = page?.services.find(({ id }) => id === serviceId)
  if (!page || !service) throw new Error('The business or its service is gone')
  const wanted = { ...page, service, hostId: null, range, now: range.start }
  const slots = findSlots(await loadQuestion(wanted, client))
  return JSON.stringify({ ...page, business: { ...page.business, versions: null }, slots })
}

async function pageReadAnew(businessId: number): Promise<BusinessPage | null> {
  const { mostKept } = availabilityConfig
  availabilityConfig.mostKept = 0
  try {
    return await findBusinessPageById(businessId)
  } finally {
    availabilityConfig.mostKept = mostKept
  }
}

/** The same text twice means that no transaction has written anything between. */
async function snapshot(): Promise<string> {
  const { rows } = await db.rawQuery('select pg_current_snapshot()::text as seen')
  return rows[0].seen
}
