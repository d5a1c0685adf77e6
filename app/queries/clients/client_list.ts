import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import Client from '#models/clients/client'
import { type ClientFacts, clientFacts, NO_FACTS } from '#queries/clients/client_facts'
import { clientRecord } from '#queries/clients/client_record'
import { searchClients } from '#queries/clients/client_search'
import { nearestPage } from '#queries/nearest_page'

export const CLIENT_VIEWS = ['all', 'clients', 'leads', 'blocked'] as const
export type ClientView = (typeof CLIENT_VIEWS)[number]

export const CLIENT_ORDERS = ['name', 'last_visit', 'newest'] as const
type ClientOrder = (typeof CLIENT_ORDERS)[number]

export interface ClientFilters {
  view?: ClientView
  tag?: string
  search?: string
  updatedSince?: DateTime
}

interface ClientListQuestion {
  businessId: number
  filters: ClientFilters
  order: ClientOrder
  page: number
}

const PAGE_SIZE = 25

/** Of all that a record shows, whichever was merged into it. */
const MEMBERS = 'from clients as members where members.record_id = clients.id'

const CHANGED = `exists (select ${MEMBERS}
  and greatest(members.updated_at, members.merged_at) >= ?)`

const LAST_VISIT = `(
  select max(starts_at) from bookings join clients as members on members.id = client_id
   where members.record_id = clients.id and status = 'completed')`

export function clientList({ businessId, filters, order, page }: ClientListQuestion) {
  const clients = filteredClients(businessId, filters)
  switch (order) {
    case 'name':
      clients.orderBy('search_key').orderBy('id')
      break
    case 'last_visit':
      clients.orderByRaw(`${LAST_VISIT} desc nulls last`).orderBy('id', 'desc')
      break
    case 'newest':
      clients.orderBy('created_at', 'desc').orderBy('id', 'desc')
  }
  return nearestPage(clients, page, PAGE_SIZE)
}

export interface ListedClient {
  client: Client
  facts: ClientFacts
}

const BATCH = 500

/** By their ids, some at a time, so that a long list is never held at once. */
export async function* wholeClients(
  businessId: number,
  filters: ClientFilters,
  now: DateTime
): AsyncGenerator<ListedClient> {
  let last = 0
  let clients: Client[]
  do {
    clients = await filteredClients(businessId, filters)
      .where('clients.id', '>', last)
      .orderBy('clients.id')
      .limit(BATCH)
    const facts = await clientFacts(
      clients.map(({ id }) => id),
      now
    )
    for (const client of clients) yield { client, facts: facts.get(client.id) ?? NO_FACTS }
    last = clients.at(-1)?.id ?? last
  } while (clients.length === BATCH)
}

/** One row for each record. */
export function filteredClients(businessId: number, filters: ClientFilters) {
  const { view = 'all', tag, search, updatedSince } = filters
  const clients = Client.query()
    .select('clients.*', clientRecord())
    .where({ businessId })
    .whereNull('merged_into')
  whereView(clients, view)
  if (tag) clients.whereRaw(`exists (select ${MEMBERS} and ? = any(members.tags))`, [tag])
  if (updatedSince) clients.whereRaw(CHANGED, [updatedSince.toJSDate()])
  if (search) {
    const found = db.from('clients').where('business_id', businessId).select('record_id')
    searchClients(found, search)
    // Once for all, also where the database does not know yet how many there are.
    const { sql, bindings } = found.toSQL()
    clients.whereRaw(`clients.id = any(array(${sql}))`, bindings.map(String))
  }
  return clients
}

function whereView(clients: ReturnType<typeof Client.query>, view: ClientView) {
  const isClient = `exists (select ${MEMBERS} and members.client_since is not null)`
  if (view === 'clients') clients.whereRaw(isClient)
  if (view === 'leads') clients.whereRaw(`not ${isClient}`)
  if (view === 'blocked') clients.whereNotNull('blocked_at')
}
