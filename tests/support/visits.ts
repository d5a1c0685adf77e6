import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { writeLooks } from '#controllers/guest/visits/look_buffer'
import { atMoment } from '#tests/support/clock'

export const FIREFOX =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'
export const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

/** A page as a person's browser asks for it. */
export function look(client: ApiClient, address: string, headers: Record<string, string> = {}) {
  return client
    .get(address)
    .headers({ 'user-agent': FIREFOX, ...headers })
    .redirects(0)
}

/** The same at a moment of this process's clock, and counted. */
export async function lookAt(
  client: ApiClient,
  now: number,
  address: string,
  headers: Record<string, string> = {}
) {
  const answer = await atMoment(now, async () => look(client, address, headers))
  await counted()
  return answer
}

/** Once what was looked at is in the buffer, it is written. */
export async function counted(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  await writeLooks()
}

export async function visitsOf(business: { id: number }) {
  await counted()
  return db.from('visits').where('business_id', business.id).orderBy('id')
}

export async function serviceVisitsOf(business: { id: number }) {
  await counted()
  return db
    .from('visit_services')
    .where('business_id', business.id)
    .orderBy('visit_id')
    .orderBy('service_id')
}
