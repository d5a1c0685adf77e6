import type { ApiClient, ApiRequest } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import AddClient from '#actions/clients/add_client'
import MakeFeed from '#actions/feeds/make_feed'
import NoteClient from '#actions/clients/note_client'
import SaveBookingLink from '#actions/links/save_booking_link'
import TagClient from '#actions/clients/tag_client'
import AddHost from '#actions/people/add_host'
import PlanSeries from '#actions/sessions/plan_series'
import SaveTeamPage from '#actions/people/save_team_page'
import { addService, openShop, UserFactory } from '#database/factories/business'
import DateOverride from '#models/availability/date_override'
import { byUser } from '#models/by'
import UnplannedDate from '#models/sessions/unplanned_date'
import CalendarFeed from '#models/feeds/calendar_feed'
import Membership from '#models/accounts/membership'
import Notification from '#models/notifications/notification'
import type Picture from '#models/pictures/picture'
import { BODY_EXAMPLES, PICTURE } from '#shapes/openapi/examples'
import { operationAddress, type OperationDescription, pathWith } from '#shapes/openapi/operation'
import { blockTime } from '#tests/support/blocks'
import { writtenTo } from '#tests/support/enquiries'
import { storeConnection } from '#tests/support/calendars'
import { place, tenOClock } from '#tests/support/guest'
import { invite } from '#tests/support/invitations'
import { erasureOf } from '#tests/support/erasures'
import { makeKey } from '#tests/support/keys'
import { byOwner, makeLink, makeOneTime, makeTemplate } from '#tests/support/links'
import { writeText } from '#tests/support/message_texts'
import { move } from '#tests/support/moves'
import { INES } from '#tests/support/named_clients'
import {
  photo,
  pictureRow,
  placeOfBusiness,
  placeOfHost,
  placeOfService,
} from '#tests/support/pictures'
import { bookPlaces, planSession } from '#tests/support/sessions'
import { cancel, waitFor } from '#tests/support/waitlist'
import { listen } from '#tests/support/webhooks'

export type ApiWorld = Awaited<ReturnType<typeof openApiWorld>>
type Shop = Awaited<ReturnType<typeof openShop>>

/** A business with a row of everything that an operation may be about. */
export async function openApiWorld() {
  const shop = await openShop({ hosts: 2 })
  const { business, hosts } = shop
  const { endpoint } = await listen(business)
  const byRequest = await addService(business, hosts, {
    name: 'Assessment',
    requiresApproval: true,
  })
  const link = await makeLink(shop)
  const { oneTime } = await makeOneTime(shop, { recipientEmail: 'sam@example.com' })
  const booking = await place(shop, tenOClock(5))
  const pending = await place({ business, service: byRequest }, tenOClock(6))
  const past = await place(shop, tenOClock(7))
  await makePast(past.id)
  const withFirst = await addService(business, hosts.slice(0, 1), {
    name: 'Fitting',
    requiresApproval: true,
  })
  const moving = await place({ business, service: withFirst }, tenOClock(8))
  await moving.merge({ status: 'approved' }).save()
  await move(moving, tenOClock(13))
  const [, host] = hosts
  const date = tenOClock(20).toISODate() ?? ''
  const windows = [{ start: '10:00', end: '12:00' }]
  return {
    ...{
      ...shop,
      endpoint,
      link,
      token: link.token,
      oneTime,
      booking,
      pending,
      past,
      moving,
      date,
    },
    template: await makeTemplate(shop),
    block: await blockTime(hosts),
    override: await DateOverride.create({
      ...{ businessId: business.id, hostId: host.id, date, windows },
    }),
    teamPageId: await makeTeamPage(shop),
    enquiry: await writtenTo(business.id),
    ...(await withClasses(shop)),
    change: await changeOfLink(shop),
    feed: await makeFeed(shop),
    ...(await withPictures(shop)),
    ...(await withRooms(shop)),
    ...(await withClients(shop, booking.clientId ?? 0)),
    ...(await withMessages(shop)),
    connection: await storeConnection(hosts[1]),
    member: await addMember(business),
    invitation: await invite(business),
    erasure: await erasureOf(await place(shop, tenOClock(18), INES)),
  }
}

async function makeTeamPage(shop: Shop): Promise<number> {
  const words = { name: 'The team', pageDescription: null, pageColour: null, pageIsActive: false }
  const saved = await new SaveTeamPage().handle({
    ...{ ...byOwner(shop), teamPageId: null, version: null },
    details: { ...words, pageSlug: null, hostIds: [shop.hosts[1].id] },
  })
  if (saved.outcome !== 'saved') throw new Error(`Not saved but ${saved.outcome}`)
  return saved.teamPageId
}

/** An entry of the history that can be undone. */
async function changeOfLink(shop: Shop) {
  const { id: linkId } = await makeLink(shop, { name: 'Flyer' })
  await new SaveBookingLink().handle({
    ...{ ...byOwner(shop), serviceId: shop.service.id, linkId, hostIds: [], version: null },
    details: { minimumNoticeMinutes: 120 },
  })
  const of = { subject_id: linkId, action: 'booking_link.updated' }
  return db.from('audit_entries').where(of).firstOrFail()
}

async function makeFeed({ business, user }: Shop) {
  const of = { businessId: business.id, userId: user.id }
  const membership = await Membership.query().where(of).firstOrFail()
  const wanted = { hostId: null, shows: 'names' as const, version: null, by: byUser(user.id) }
  await new MakeFeed().handle({ membership, ...wanted })
  return CalendarFeed.query().where({ membershipId: membership.id }).firstOrFail()
}

/** One at every place, and an earlier one; with a file to put up. */
async function withPictures({ business, hosts, service }: Shop) {
  const ofBusiness = (['logo', 'cover'] as const).map((kind) => placeOfBusiness(business, kind))
  const earlier: Picture[] = []
  for (const of of [...ofBusiness, placeOfHost(hosts[1]), placeOfService(service)]) {
    await pictureRow(of)
    earlier.push(await pictureRow(of, { removedAt: DateTime.utc() }))
  }
  return { picture: (await photo().jpeg().toBuffer()).toString('base64'), earlier }
}

async function addMember(business: Shop['business']) {
  const { id: userId } = await UserFactory.create()
  return business.related('memberships').create({ userId, role: 'staff' })
}

/** A session with a place taken, one that is full, and one with a place for who waits. */
async function withClasses(shop: Shop) {
  const classes = await addService(shop.business, [shop.host], { name: 'Class', capacity: 8 })
  const shared = { ...shop, service: classes }
  const session = await planSession(shared, tenOClock(9))
  const seat = await bookPlace(shared, tenOClock(9))
  await makePast(seat.id)
  const full = exampleMoment('2026-12-10T10:00:00Z')
  await planSession(shared, full, { capacity: 1 })
  await bookPlace(shared, full)
  const freed = tenOClock(12)
  const offering = await planSession(shared, freed, { capacity: 1 })
  await offering.merge({ offersByHand: true }).save()
  const given = await bookPlace(shared, freed)
  const waiting = await waitFor(shared, freed)
  await cancel(given)
  const series = await planSeries(shared)
  // A colleague can take it, but opens no class of their own.
  await classes.merge({ isPlannedOnly: true }).save()
  await classes.related('hosts').attach({ [shop.hosts[1].id]: { business_id: shop.business.id } })
  return { classes, session, seat, waiting, series }
}

/** Somebody booked in one of two rooms, whom a colleague can take into the other. */
async function withRooms(shop: Shop) {
  const { business, hosts } = shop
  const service = await addService(business, hosts.slice(0, 1), { name: 'In a room' })
  const addRoom = (name: string) =>
    new AddHost().handle({
      ...{ ...byOwner(shop), serviceIds: [service.id], hoursOf: hosts[0].id },
      ...{ kind: 'room', name, timeZone: business.timeZone },
    })
  await addRoom('Room 1')
  const roomed = await place({ business, service }, tenOClock(17))
  await service.related('hosts').attach({ [hosts[1].id]: { business_id: business.id } })
  return { roomed, freeRoom: await addRoom('Room 2') }
}

/** With a date that it left out, which is free again. */
async function planSeries(shared: Shop) {
  const of = { ...byOwner(shared), serviceId: shared.service.id, hostId: shared.host.id }
  const done = await new PlanSeries().handle({
    ...{ ...of, durationMinutes: 60, capacity: 6, bookingDeadlineHours: 2, onClosed: null },
    ...{ startsTime: '06:00', everyWeeks: 1 },
    ...{ firstDate: dateIn(5), lastDate: dateIn(20) },
  })
  if (done.outcome !== 'planned') throw new Error(`Not planned but ${done.outcome}`)
  const { series } = done
  const date = exampleMoment('2026-12-17').toISODate() ?? ''
  const { businessId } = series
  await UnplannedDate.create({ businessId, seriesId: series.id, date, reason: 'taken' })
  return series
}

const dateIn = (days: number) => tenOClock(days).toISODate() ?? ''

async function bookPlace(shared: Shop, startsAt: DateTime) {
  const booked = await bookPlaces(shared, startsAt)
  if (!('booking' in booked)) throw new Error(`Not booked but ${booked.outcome}`)
  return booked.booking
}

async function withClients(shop: Shop, clientId: number) {
  const { business, user } = shop
  const of = { businessId: business.id, by: byUser(user.id) }
  await new TagClient().handle({ ...of, clientId, tag: 'regular', isKept: true })
  const note = await new NoteClient().handle({ ...of, clientId, body: 'Comes by train' })
  const words = { name: 'Nadia Osei', email: 'nadia@example.com', phone: null, notes: null }
  const { timeZone, locale } = business
  const added = await new AddClient().handle({
    ...{ ...of, details: { ...words, timeZone, locale }, idempotencyKey: null },
  })
  if (added.outcome !== 'added') throw new Error(`Not added but ${added.outcome}`)
  return { clientId, note, otherClientId: added.clientId }
}

/** A mail and a webhook that did not arrive, and what the member was told on the screen. */
async function withMessages({ business }: Shop) {
  const first = (channel: string) =>
    Notification.query().where({ businessId: business.id, channel }).orderBy('id').firstOrFail()
  const mail = await first('mail')
  const delivery = await first('webhook')
  for (const row of [mail, delivery]) await row.merge({ status: 'failed' }).save()
  const text = await writeText(business)
  return { mail, delivery, text, told: await first('in_app') }
}

function makePast(bookingId: number) {
  const then = { starts_at: '2020-01-01T10:00:00Z', ends_at: '2020-01-01T11:00:00Z' }
  return db.from('bookings').where('id', bookingId).update(then)
}

/** Of whom an operation is, by the noun that its address names; a row for every such noun. */
const NUMBERS: Readonly<Record<string, (world: ApiWorld, path: string) => number>> = {
  'bookings': (world, path) => {
    if (path.includes('move-request')) return world.moving.id
    if (path.endsWith('/reassign')) return world.roomed.id
    if (/(approve|reject)$/.test(path)) return world.pending.id
    return /(complete|no-show)$/.test(path) ? world.past.id : world.booking.id
  },
  'requests': ({ pending }) => pending.id,
  'services': ({ service }) => service.id,
  'meeting-types': ({ service }) => service.id,
  'hosts': ({ hosts }) => hosts[1].id,
  'members': ({ member }) => member.id,
  'invitations': ({ invitation }) => invitation.id,
  'blocks': ({ block }) => block.id,
  'overrides': ({ override }) => override.id,
  'calendar-connections': ({ connection }) => connection.id,
  'links': ({ link }) => link.id,
  'one-time-links': ({ oneTime }) => oneTime.id,
  'templates': ({ template }) => template.id,
  'clients': ({ clientId }) => clientId,
  'session-series': ({ series }) => series.id,
  'erasures': ({ erasure }) => erasure.id,
  'audit': ({ change }) => Number(change.id),
  'calendar-feeds': ({ feed }) => feed.id,
  'sessions': ({ session }) => session.id,
  'waitlist': ({ waiting }) => waiting.id,
  'webhooks': ({ endpoint }) => endpoint.id,
  'notifications': ({ told }) => told.id,
  'messages': ({ mail }) => mail.id,
  'enquiries': ({ enquiry }) => enquiry.id,
}

/** What stands there for a name in the address of an operation. */
export function valueIn(
  world: ApiWorld,
  { path }: Pick<OperationDescription, 'path'>,
  name: string
): string {
  const isManaged = /\/(manage|cancel)\/:token/.test(path)
  const values: Readonly<Record<string, string | number>> = {
    token: isManaged ? world.booking.manageToken : world.token,
    slug: world.business.slug,
    host: world.host.pageSlug,
    service: world.service.slug,
    date: world.date,
    page: `t${world.teamPageId}`,
    provider: 'caldav',
    message: 'booking_reminder',
    language: 'en',
    note: world.note.id,
    tag: 'regular',
    seat: world.seat.id,
    delivery: world.delivery.id,
  }
  if (name in values) return String(values[name])
  const noun = /([\w-]+)\/:id/.exec(path)?.[1] ?? ''
  if (!(noun in NUMBERS)) throw new Error(`api_world.ts has no row for ${noun} or :${name}`)
  return String(NUMBERS[noun](world, path))
}

/** The address of an operation, with numbers and names that are there. */
function addressIn(world: ApiWorld, operation: OperationDescription): string {
  return pathWith(operation, (name) => valueIn(world, operation, name))
}

const EXAMPLES_BEGIN = DateTime.fromISO('2026-12-02T00:00:00Z', { zone: 'utc' })

/** Three days from now in place of the examples' first day. */
function exampleMoment(text: string): DateTime {
  const days = tenOClock().startOf('day').diff(EXAMPLES_BEGIN, 'days').as('days')
  return DateTime.fromISO(text, { zone: 'utc' }).plus({ days: Math.round(days) })
}

/** The number 1 of a field stands for one that is there, 2 to 4 for others. */
export function numbersIn(world: ApiWorld): Readonly<Record<string, readonly number[]>> {
  return {
    service_id: [world.service.id, world.classes.id],
    host_id: world.hosts.map(({ id }) => id),
    room_id: [...world.hosts, world.freeRoom].map(({ id }) => id),
    client_id: [world.clientId, world.otherClientId],
    link_id: [world.link.id],
    template_id: [world.template.id],
    booking_id: [world.booking.id],
    picture_id: world.earlier.map(({ id }) => id),
  }
}

/** An example with numbers that are there, and with days to come. */
function exampleIn(world: ApiWorld, example: unknown): unknown {
  const numbers = numbersIn(world)
  const text = JSON.stringify(example)
    .replace(/"(\w+_id)":([1-4])\b/g, (_, name: string, nth: string) => {
      return `"${name}":${numbers[name][Number(nth) - 1]}`
    })
    .replace(`"${PICTURE}"`, `"${world.picture}"`)
    .replace(/"host_ids":\[1\]/g, `"host_ids":[${world.host.id}]`)
    .replace(/"(\d{4}-\d\d-\d\d)"/g, (_, date: string) => `"${exampleMoment(date).toISODate()}"`)
    .replace(/"(\d{4}-\d\d-\d\dT[\d:]+Z)"/g, (_, moment: string) => {
      return `"${exampleMoment(moment).toISO({ suppressMilliseconds: true })}"`
    })
  return JSON.parse(text)
}

/** What an address asks for, and cannot be left out. */
function queryIn(world: ApiWorld, { path, query }: OperationDescription) {
  if (path === '/api/v1/scheduling/overrides') return { host_id: world.hosts[1].id }
  const asksForService = query && /\/public\/:slug\/availability|^\/availability$/.test(path)
  return asksForService ? { service_id: world.service.id } : {}
}

interface Changed {
  address?: string
  body?: object
  query?: object
  /** In place of one that is made for this request. */
  key?: string
}

/** The operation as its example has it, but for what is changed, by the key of an owner. */
export async function requestOf(
  client: ApiClient,
  world: ApiWorld,
  operation: OperationDescription,
  { address = addressIn(world, operation), body = {}, query = {}, key }: Changed = {}
): Promise<{ request: ApiRequest; key?: string }> {
  const request = client
    .request(address, operation.method)
    .accept('json')
    .qs({ ...queryIn(world, operation), ...query })
  const example = exampleIn(world, BODY_EXAMPLES[operationAddress(operation)] ?? {})
  if (operation.body) request.json({ ...(example as object), ...body })
  if (!operation.scope) return { request }
  const written = key ?? (await makeKey(world.business, world.user)).written
  return { request: request.header('authorization', `Bearer ${written}`), key: written }
}
