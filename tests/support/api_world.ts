import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { addService, openShop } from '#database/factories/business'
import DateOverride from '#models/availability/date_override'
import type { OperationDescription } from '#shapes/openapi/operation'
import { blockTime } from '#tests/support/blocks'
import { place, tenOClock } from '#tests/support/guest'
import { makeLink } from '#tests/support/links'

export type ApiWorld = Awaited<ReturnType<typeof openApiWorld>>

/** A business with a row of everything that an operation may be about. */
export async function openApiWorld() {
  const shop = await openShop({ hosts: 2 })
  const { business, hosts } = shop
  const byRequest = await addService(business, hosts, {
    name: 'Assessment',
    requiresApproval: true,
  })
  const { token } = await makeLink(shop)
  const booking = await place(shop, tenOClock(5))
  const pending = await place({ business, service: byRequest }, tenOClock(6))
  const past = await place(shop, tenOClock(7))
  await db
    .from('bookings')
    .where('id', past.id)
    .update({ starts_at: '2020-01-01T10:00:00Z', ends_at: '2020-01-01T11:00:00Z' })
  const block = await blockTime(hosts)
  const [, host] = hosts
  const date = tenOClock(20).toISODate() ?? ''
  const windows = [{ start: '10:00', end: '12:00' }]
  await DateOverride.create({ businessId: business.id, hostId: host.id, date, windows })
  return { ...shop, token, booking, pending, past, block, date }
}

/** Of whom an operation is, by the noun that its address names; a row for every such noun. */
const NUMBERS: Readonly<Record<string, (world: ApiWorld, path: string) => number>> = {
  bookings: (world, path) => {
    if (/(approve|reject)$/.test(path)) return world.pending.id
    return /(complete|no-show)$/.test(path) ? world.past.id : world.booking.id
  },
  requests: ({ pending }) => pending.id,
  services: ({ service }) => service.id,
  hosts: ({ hosts }) => hosts[1].id,
  blocks: ({ block }) => block.id,
}

/** The address of an operation, with numbers and names that are there. */
export function addressIn(world: ApiWorld, { path }: OperationDescription): string {
  const token = /\/(manage|cancel)\/:token/.test(path) ? world.booking.manageToken : world.token
  const names: Record<string, string> = {
    token,
    slug: world.business.slug,
    host: world.host.pageSlug,
    service: world.service.slug,
    date: world.date,
  }
  return path
    .replace(/([\w-]+)\/:id/, (_, noun: string) => {
      if (!(noun in NUMBERS)) throw new Error(`api_world.ts has no row for ${noun}`)
      return `${noun}/${NUMBERS[noun](world, path)}`
    })
    .replace(/:(\w+)/g, (_, name: string) => names[name])
}

const EXAMPLES_BEGIN = DateTime.fromISO('2026-12-02T00:00:00Z', { zone: 'utc' })

/** An example with the service that is there, and three days from now in place of its first day. */
export function exampleIn(world: ApiWorld, example: unknown): unknown {
  const days = tenOClock().startOf('day').diff(EXAMPLES_BEGIN, 'days').as('days')
  const moved = (text: string) =>
    DateTime.fromISO(text, { zone: 'utc' }).plus({ days: Math.round(days) })
  const text = JSON.stringify(example)
    .replace(/"service_id":1\b/g, `"service_id":${world.service.id}`)
    .replace(/"(\d{4}-\d\d-\d\d)"/g, (_, date: string) => `"${moved(date).toISODate()}"`)
    .replace(/"(\d{4}-\d\d-\d\dT[\d:]+Z)"/g, (_, moment: string) => {
      return `"${moved(moment).toISO({ suppressMilliseconds: true })}"`
    })
  return JSON.parse(text)
}

/** What an address asks for, and cannot be left out. */
export function queryIn(world: ApiWorld, { path, query }: OperationDescription) {
  const asksForService = query && /\/public\/:slug\/availability|^\/availability$/.test(path)
  return asksForService ? { service_id: world.service.id } : {}
}
