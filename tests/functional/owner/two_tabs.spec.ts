import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import type { ApiClient } from '@japa/api-client'
import { DateTime } from 'luxon'
import { addService, openShop } from '#database/factories/business'
import Membership from '#models/accounts/membership'
import type Booking from '#models/bookings/booking'
import type BookingLink from '#models/links/booking_link'
import type Service from '#models/services/service'
import type GroupSession from '#models/sessions/group_session'
import type User from '#models/accounts/user'
import { blockTime } from '#tests/support/blocks'
import { withGlobalTransaction } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'
import { makeLink, makeOneTime, makeTemplate } from '#tests/support/links'
import { detailsOf } from '#tests/support/owner'
import { placeOfBusiness, showPicture } from '#tests/support/pictures'
import { makeTeamPage } from '#tests/support/team_pages'
import { IN_THREE_DAYS, joinAs, place } from '#tests/support/requests'
import { questionForm } from '#tests/support/question_form'
import { planSession } from '#tests/support/sessions'
import { storeConnection } from '#tests/support/calendars'
import { listen } from '#tests/support/webhooks'
import { writeText } from '#tests/support/message_texts'
import { weekForm } from '#tests/support/week_form'

const RULES = {
  buffer_time_minutes: '0',
  booking_expiry_hours: '24',
  max_advance_booking_days: '60',
  min_advance_booking_hours: '0',
  reschedule_cutoff_minutes: '1440',
  cancel_cutoff_minutes: '1440',
}
const SERVICE = {
  name: 'Private lesson',
  duration_minutes: '60',
  price: '50.00',
  location_type: 'in_person',
  requires_approval: 'inherit',
  is_active: 'on',
}
const HOST = { name: 'Anna Reed', time_zone: 'Europe/London', is_active: 'on' }
const DATE = '2031-03-04'

type Shop = Awaited<ReturnType<typeof openShop>>
type Fields = Record<string, string>

/** A form that edits: where it stands, where it goes, and what two tabs of it save. */
interface Edit {
  page: string
  action?: string
  first: Fields
  second: Fields
  /** What the refused page says of the first tab's values, and what it keeps of the second's. */
  stored: string
  kept: string | RegExp
  /** What the first is answered when it is sent again. */
  again?: 422
}

/** By the name of its route. */
const EDITS: Record<string, (shop: Shop) => Edit | Promise<Edit>> = {
  'owner.booking_settings.update': () => ({
    page: '/admin/settings',
    first: { ...RULES, buffer_time_minutes: '10' },
    second: { ...RULES, buffer_time_minutes: '20' },
    stored: 'Stored now: 10',
    kept: /value="20"[^>]*name="buffer_time_minutes"/,
  }),
  'owner.businesses.update': ({ business }) => ({
    page: '/admin/settings/business',
    first: { ...detailsOf(business), description: 'Warm water' },
    second: { ...detailsOf(business), description: 'Cold water' },
    stored: 'Stored now: Warm water',
    kept: 'Cold water</textarea>',
  }),
  'owner.message_texts.update': () => ({
    page: '/admin/settings/messages/booking_reminder/de',
    first: { subject: 'Bis bald: {when}' },
    second: { subject: 'Bis morgen: {when}' },
    stored: 'Stored now: Bis bald: {when}',
    kept: /value="Bis morgen: {when}"[^>]*name="subject"/,
  }),
  'owner.privacy_settings.update': () => ({
    page: '/admin/settings/privacy',
    first: { own_text: 'Warm water' },
    second: { own_text: 'Cold water' },
    stored: 'Stored now: Warm water',
    kept: 'Cold water</textarea>',
  }),
  'owner.covers.update': async ({ business }) => {
    await showPicture(placeOfBusiness(business, 'cover'))
    return {
      page: '/admin/settings/cover',
      first: { alt: 'Warm water' },
      second: { alt: 'Cold water' },
      stored: 'Stored now: Warm water',
      kept: /value="Cold water"[^>]*name="alt"/,
    }
  },
  'owner.webhooks.update': async ({ business }) => {
    const { endpoint } = await listen(business)
    const page = `/admin/settings/webhooks/${endpoint.id}/edit`
    const same = { url: endpoint.url, which: 'all' }
    return {
      page,
      first: { ...same, description: 'Accounts' },
      second: { ...same, description: 'Client list' },
      stored: 'Stored now: Accounts',
      kept: /value="Client list"[^>]*name="description"/,
    }
  },
  'owner.calendar_connections.update': async ({ host }) => {
    const connection = await storeConnection(host)
    const [work, family] = await connection.related('calendars').query().orderBy('id')
    return {
      page: `/admin/calendars/${connection.id}`,
      first: { writes: String(family.id) },
      second: { writes: '', [`blocks_${work.id}`]: 'on' },
      stored: `Stored now:`,
      kept: new RegExp(`<input (?=[^>]*name="blocks_${work.id}")(?=[^>]*checked)`),
    }
  },
  'owner.services.update': ({ service }) => ({
    page: `/admin/services/${service.id}`,
    first: { ...SERVICE, price: '55.00' },
    second: { ...SERVICE, price: '60.00' },
    stored: 'Stored now: 55.00',
    kept: /value="60.00"[^>]*name="price"/,
  }),
  'owner.service_questions.update': ({ service }) => ({
    page: `/admin/services/${service.id}/questions`,
    first: questionForm([{ label: 'Which stroke?' }]),
    second: questionForm([{ label: 'Which level?' }]),
    stored: 'Which stroke?',
    kept: /value="Which level\?"/,
  }),
  'owner.service_hours.update': ({ service }) => ({
    page: `/admin/services/${service.id}/hours`,
    first: weekForm({ 1: [['09:00', '12:00']] }),
    second: weekForm({ 1: [['14:00', '18:00']] }),
    stored: 'Stored now: 09:00 – 12:00',
    kept: /value="14:00"/,
  }),
  'owner.link_basics.update': async (shop) => ({
    page: `/admin/links/${(await makeLink(shop)).id}/basics`,
    first: { name: 'Poster' },
    second: { name: 'Leaflet' },
    stored: 'Stored now: Poster',
    kept: /value="Leaflet"[^>]*name="name"/,
  }),
  'owner.link_availability.update': async (shop) => ({
    page: `/admin/links/${(await makeLink(shop)).id}/availability`,
    first: { ...weekForm({ 1: [['09:00', '12:00']] }), hours: 'own' },
    second: { ...weekForm({ 1: [['14:00', '18:00']] }), hours: 'own' },
    stored: 'Stored now: 09:00 – 12:00',
    kept: /value="14:00"/,
  }),
  'owner.link_duration.update': async (shop) => ({
    page: `/admin/links/${(await makeLink(shop)).id}/duration`,
    first: { duration_minutes: '30' },
    second: { duration_minutes: '45' },
    stored: 'Stored now: 30',
    kept: /value="45"[^>]*name="duration_minutes"/,
  }),
  'owner.link_limits.update': async (shop) => ({
    page: `/admin/links/${(await makeLink(shop)).id}/limits`,
    first: { daily_limit: '2', requires_approval: 'inherit' },
    second: { daily_limit: '3', requires_approval: 'inherit' },
    stored: 'Stored now: 2',
    kept: /value="3"[^>]*name="daily_limit"/,
  }),
  'owner.link_questions.update': async (shop) => ({
    page: `/admin/links/${(await makeLink(shop)).id}/questions`,
    first: questionForm([{ label: 'Which stroke?' }]),
    second: questionForm([{ label: 'Which level?' }]),
    stored: 'Which stroke?',
    kept: /value="Which level\?"/,
  }),
  'owner.link_template.update': async (shop) => ({
    page: `/admin/links/${(await makeLink(shop)).id}/template`,
    first: { follow_up: 'Come again' },
    second: { follow_up: 'See you' },
    stored: 'Stored now: Come again',
    kept: 'See you</textarea>',
  }),
  'owner.booking_templates.update': async (shop) => ({
    page: `/admin/links/templates/${(await makeTemplate(shop)).id}`,
    first: { name: 'Salon', follow_up_delay_hours: '24' },
    second: { name: 'Clinic', follow_up_delay_hours: '24' },
    stored: 'Stored now: Salon',
    kept: /value="Clinic"[^>]*name="name"/,
  }),
  'owner.weekly_hours.update': ({ host }) => ({
    page: `/admin/availability?host=${host.id}`,
    first: weekForm({ 1: [['09:00', '12:00']] }),
    second: weekForm({ 1: [['14:00', '18:00']] }),
    stored: 'Stored now: 09:00 – 12:00',
    kept: /value="14:00"/,
  }),
  'owner.opening_weeks.store': () => ({
    page: '/admin/setup?stop=hours',
    action: '/admin/setup/hours',
    first: { 'day_1': 'on', 'open.from': '09:00', 'open.to': '12:00' },
    second: { 'day_1': 'on', 'open.from': '14:00', 'open.to': '18:00' },
    stored: 'Stored now: 09:00',
    kept: /value="14:00"/,
  }),
  'owner.hosts.update': ({ host }) => ({
    page: `/admin/people/${host.id}`,
    first: { ...HOST, daily_limit: '3' },
    second: { ...HOST, daily_limit: '4' },
    stored: 'Stored now: 3',
    kept: /value="4"[^>]*name="daily_limit"/,
  }),
  'owner.personal_pages.update': ({ host: { id, pageSlug } }) => ({
    page: `/admin/people/${id}/page`,
    first: { page_slug: pageSlug, page_description: 'Swims.', page_is_active: 'on' },
    second: { page_slug: pageSlug, page_description: 'Dives.', page_is_active: 'on' },
    stored: 'Swims.',
    kept: 'Dives.</textarea>',
  }),
  'owner.team_pages.update': async ({ business, host }) => {
    const { id, pageSlug } = await makeTeamPage(business, [host])
    const same = { name: 'The team', page_slug: pageSlug, [`host_${host.id}`]: 'on' }
    return {
      page: `/admin/people/pages/${id}`,
      first: { ...same, page_description: 'We swim.', page_is_active: 'on' },
      second: { ...same, page_description: 'We dive.', page_is_active: 'on' },
      stored: 'We swim.',
      kept: 'We dive.</textarea>',
    }
  },
  'owner.host_services.update': async ({ business, host, service }) => {
    const tom = { name: 'Tom Okafor', timeZone: 'Europe/London', isActive: true, position: 1 }
    const spare = await business.related('hosts').create(tom)
    await service.related('hosts').attach({ [spare.id]: { business_id: business.id } })
    const other = await addService(business, [spare])
    return {
      page: `/admin/people/${host.id}`,
      action: `/admin/people/${host.id}/services`,
      first: { [`service_${other.id}`]: 'on' },
      second: { [`service_${service.id}`]: 'on' },
      stored: 'Stored now: off',
      kept: new RegExp(`name="service_${service.id}"[^>]*checked`),
    }
  },
  'owner.host_users.update': async (shop) => {
    const one = await joinAs('staff', shop.business)
    const other = await joinAs('staff', shop.business)
    await one.merge({ fullName: 'One Staff' }).save()
    return {
      page: `/admin/people/${shop.host.id}`,
      action: `/admin/people/${shop.host.id}/sign-in`,
      first: { user: String(one.id) },
      second: { user: String(other.id) },
      stored: 'Stored now: One Staff',
      kept: new RegExp(`value="${other.id}" selected`),
    }
  },
  'owner.members.update': async ({ business }) => {
    const { id: userId } = await joinAs('staff', business)
    const { id } = await Membership.findByOrFail({ businessId: business.id, userId })
    return {
      page: `/admin/people/members/${id}`,
      action: `/admin/people/members/${id}/role`,
      first: { role: 'admin' },
      second: { role: 'viewer' },
      stored: 'Stored now: on',
      kept: /value="viewer"[^>]*checked/,
    }
  },
  'owner.date_overrides.store': ({ host }) => ({
    page: `/admin/availability?host=${host.id}`,
    action: `/admin/availability/dates?host=${host.id}`,
    first: { 'date': DATE, 'kind': 'hours', 'ranges[0][from]': '9', 'ranges[0][to]': '14' },
    second: { 'date': DATE, 'kind': 'hours', 'ranges[0][from]': '16', 'ranges[0][to]': '18' },
    stored: '4 March 2031: 09:00–14:00',
    kept: /value="16"/,
  }),
  'owner.blocks.update': async ({ host }) => {
    const block = await blockTime([host], { firstDate: DATE })
    const typed = { [`host_${host.id}`]: 'on', date: DATE, to: '16:00', repeats: 'no' }
    return {
      page: `/admin/blocks/${block.id}`,
      first: { ...typed, from: '13:00' },
      second: { ...typed, from: '15:00' },
      stored: 'Stored now: 13:00',
      kept: /value="15:00"[^>]*name="from"/,
    }
  },
  'owner.group_sessions.update': async (shop) => {
    const session = await planSession(shop, IN_THREE_DAYS)
    return {
      page: `/admin/sessions/${session.id}`,
      first: { capacity: '9', booking_deadline_hours: '0', is_bookable: 'on' },
      second: { capacity: '10', booking_deadline_hours: '0', is_bookable: 'on' },
      stored: 'Stored now: 9',
      kept: /value="10"[^>]*name="capacity"/,
    }
  },
  'owner.client_addresses.store': async (shop) => {
    const booking = await place(shop)
    return {
      page: `/admin/bookings/${booking.id}`,
      action: `/admin/bookings/${booking.id}/address`,
      first: { address: 'one@example.com' },
      second: { address: 'two@example.com' },
      stored: 'Stored now: one@example.com',
      kept: /value="two@example.com"/,
      again: 422,
    }
  },
  'owner.corrections.update': async (shop) => {
    const booking = await place(shop)
    const details = { client_name: 'Ines Duarte', client_phone: '', notes: '' }
    return {
      page: `/admin/bookings/${booking.id}/correction`,
      first: { ...details, price: '45.00' },
      second: { ...details, price: '40.00' },
      stored: 'Stored now: 45.00',
      kept: /value="40.00"[^>]*name="price"/,
    }
  },
  'owner.booking_notes.store': async (shop) => {
    const booking = await place(shop)
    return {
      page: `/admin/bookings/${booking.id}`,
      action: `/admin/bookings/${booking.id}/notes`,
      first: { private_note: 'Rings twice', client_note: 'Bring a towel' },
      second: { private_note: 'Rings once', client_note: 'Bring a towel' },
      stored: 'Stored now: Rings twice',
      kept: 'Rings once</textarea>',
    }
  },
}

/** What somebody presses beside what is shown: where, what it sends, and what it is told when that changed. */
interface Press {
  page: string
  action: string
  fields: Fields
  sentence: string
  /** What somebody else does meanwhile. */
  meanwhile: () => Promise<unknown>
}

const MOVED = 'the booking was changed meanwhile'

const PRESSES: Record<string, (shop: Shop) => Promise<Press>> = {
  'owner.cancellations.store': async (shop) =>
    pressOn(await place(shop), 'cancellation', { reason: 'The pool is shut' }),
  'owner.booking_messages.store': async (shop) =>
    pressOn(await place(shop), 'messages', { messages: 'off' }),
  'owner.booking_moves.store': async (shop) => {
    const at = IN_THREE_DAYS.plus({ hours: 2 }).setZone('Europe/London')
    const [date, time] = [at.toFormat('yyyy-MM-dd'), at.toFormat('HH:mm')]
    return pressOn(await place(shop), 'move', { date, time })
  },
  'owner.booking_reassignments.store': async (shop) =>
    pressOn(await place(shop, { hostId: shop.hosts[0].id }), 'reassignment', {
      stand_in: String(shop.hosts[1].id),
    }),
  'owner.booking_rooms.store': async (shop) => {
    const booking = await place(shop, { hostId: shop.hosts[0].id })
    await shop.hosts[1].merge({ kind: 'room' }).save()
    return pressOn(booking, 'room', { room: String(shop.hosts[1].id) })
  },
  'owner.attendances.store': async (shop) => {
    const booking = await place(shop)
    const startsAt = DateTime.utc().minus({ hours: 2 })
    await booking.merge({ startsAt, endsAt: startsAt.plus({ hours: 1 }) }).save()
    return pressOn(booking, 'attendance', { attendance: 'no_show' })
  },
  'owner.service_orders.store': async ({ business, hosts, service }) => {
    await addService(business, hosts, { name: 'Assessment', position: 1 })
    const other = await addService(business, hosts, { name: 'Course', position: 2 })
    return {
      page: '/admin/services',
      action: '/admin/services/order',
      fields: { later: `service-${service.id}` },
      sentence: 'Not saved: the list was changed meanwhile',
      meanwhile: () => other.merge({ position: -1 }).save(),
    }
  },
  'owner.service_archives.store': async ({ service }) => pressOnService(service, 'archive'),
  'owner.services.destroy': async ({ service }) => pressOnService(service, 'removal'),
  'owner.session_moves.store': async (shop) => {
    const session = await planSession(shop, IN_THREE_DAYS)
    const at = IN_THREE_DAYS.plus({ hours: 2 }).setZone('Europe/London')
    return pressOnSession(session, 'move', {
      date: at.toFormat('yyyy-MM-dd'),
      time: at.toFormat('HH:mm'),
    })
  },
  'owner.session_reassignments.store': async (shop) => {
    const session = await planSession(shop, IN_THREE_DAYS)
    return pressOnSession(session, 'reassignment', { stand_in: String(shop.hosts[1].id) })
  },
  'owner.link_activations.store': async (shop) =>
    pressOnLink(await makeLink(shop, { isActive: false }), 'activation'),
  'owner.link_activations.destroy': async (shop) =>
    pressOnLink(await makeLink(shop), 'activation/removal'),
  'owner.booking_templates.destroy': async (shop) => {
    const template = await makeTemplate(shop)
    const page = `/admin/links/templates/${template.id}`
    return {
      ...{ page, action: `${page}/removal`, fields: {}, sentence: 'this was changed meanwhile' },
      meanwhile: () => template.merge({ name: 'Another' }).save(),
    }
  },
  'owner.message_text_resets.store': async ({ business }) => {
    const text = await writeText(business)
    const page = `/admin/settings/messages/${text.type}/${text.language}`
    return {
      ...{ page, action: `${page}/reset`, fields: {}, sentence: 'this text was changed meanwhile' },
      meanwhile: () => text.merge({ subject: 'Another' }).save(),
    }
  },
  'owner.team_pages.destroy': async ({ business, host }) => {
    const team = await makeTeamPage(business, [host])
    const page = `/admin/people/pages/${team.id}`
    return {
      ...{
        page,
        action: `${page}/removal`,
        fields: {},
        sentence: 'This page was changed meanwhile',
      },
      meanwhile: () => team.merge({ name: 'Another' }).save(),
    }
  },
  'owner.one_time_sendings.store': (shop) =>
    pressOnOneTime(shop, 'sending', { recipientEmail: 'sam@example.com' }),
  'owner.one_time_revocations.store': (shop) => pressOnOneTime(shop, 'revocation', {}, {}),
  'owner.one_time_rearmings.store': (shop) => pressOnOneTime(shop, 'rearming', {}),
  'owner.link_renewals.store': async (shop) => pressOnLink(await makeLink(shop), 'renewal'),
  'owner.session_cancellations.store': async (shop) =>
    pressOnSession(await planSession(shop, IN_THREE_DAYS), 'cancellation', { reason: 'Ill' }),
}

const UNTIL = { until: '2031-01-31' }

async function pressOnOneTime(
  shop: Shop,
  noun: string,
  details: Parameters<typeof makeOneTime>[1],
  fields: Fields = UNTIL
): Promise<Press> {
  const { oneTime } = await makeOneTime(shop, details)
  if (noun === 'rearming') await oneTime.merge({ revokedAt: DateTime.utc() }).save()
  const page = `/admin/links/one-time/${oneTime.id}`
  const meanwhile = () => oneTime.merge({ recipientName: 'Sam Okoro' }).save()
  const sentence = 'this link was changed meanwhile'
  return { page, action: `${page}/${noun}`, fields, sentence, meanwhile }
}

function pressOnLink(link: BookingLink, noun: string): Press {
  const page = `/admin/links/${link.id}`
  const meanwhile = () => link.merge({ name: 'Another name' }).save()
  const sentence = 'somebody changed this link meanwhile'
  return { page, action: `${page}/${noun}`, fields: {}, sentence, meanwhile }
}

function pressOn(booking: Booking, noun: string, fields: Fields): Press {
  const page = `/admin/bookings/${booking.id}`
  const meanwhile = () => booking.merge({ clientEmail: 'other@example.com' }).save()
  return { page, action: `${page}/${noun}`, fields, sentence: MOVED, meanwhile }
}

function pressOnSession(session: GroupSession, noun: string, fields: Fields): Press {
  const page = `/admin/sessions/${session.id}`
  const meanwhile = () => session.merge({ capacity: session.capacity + 1 }).save()
  return {
    page,
    action: `${page}/${noun}`,
    fields,
    sentence: 'Not saved: this was changed',
    meanwhile,
  }
}

function pressOnService(service: Service, noun: string): Press {
  const page = `/admin/services/${service.id}`
  const meanwhile = () => service.merge({ price: '55.00' }).save()
  const sentence = 'the service was changed meanwhile'
  return { page, action: `${page}/${noun}`, fields: {}, sentence, meanwhile }
}

/** With what else they do: tests/functional/owner/{availability,feeds,holidays,imports,inboxes,outside,links/templates,pictures,told_events,undoing,webhooks}.spec.ts. */
const ELSEWHERE = [
  'owner.account_details.update',
  ...['logos.update', 'host_photos.update', 'service_photos.update'].map((name) => `owner.${name}`),
  ...['logos', 'covers', 'host_photos', 'service_photos'].map((name) => `owner.${name}.destroy`),
  ...['logos', 'covers', 'host_photos', 'service_photos'].map((name) => `owner.${name}.return`),
  'owner.told_events.update',
  'owner.template_copies.store',
  'owner.undoings.store',
  'owner.inboxes.update',
  'owner.client_details.update',
  'owner.client_notes.update',
  'owner.client_merges.store',
  'owner.client_erasures.store',
  'owner.blocks.destroy',
  'owner.block_dates.update',
  'owner.block_dates.destroy',
  'owner.date_overrides.destroy',
  'owner.holidays.store',
  'owner.webhook_secrets.store',
  'owner.feeds.update',
  'owner.feed_addresses.store',
  'owner.calcom.store',
  'owner.booking_imports.update',
  'owner.booking_imports.begin',
  'owner.named_services.store',
  'owner.calcom_keys.update',
  'owner.outside_services.update',
  'owner.outside_bookings.update',
]

/** With what else they do: tests/functional/owner/changed_requests.spec.ts, bookings/several.spec.ts, bookings/shifts.spec.ts. */
const DECISIONS = [
  'owner.approvals.store',
  'owner.rejections.store',
  'owner.move_decisions.store',
  'owner.decisions.store',
  'owner.bulk_decisions.store',
  'owner.several_bookings.store',
  'owner.shifts.store',
  'owner.session_attendances.store',
  'owner.session_offers.store',
  'owner.session_queues.store',
  'owner.session_openings.store',
  'owner.session_withdrawals.store',
  'owner.offer_answers.store',
  'owner.handovers.store',
  'owner.series_endings.store',
]

/**
 * They add or lead on: there is nothing to overwrite. A new password asks for the one that stands, or for a link that it uses up.
 */
const NO_EDITS = [
  'owner.retired_slugs.destroy',
  'owner.client_blocks.store',
  'owner.erasure_refusals.store',
  'owner.client_blocks.destroy',
  'owner.client_merges.destroy',
  'owner.client_imports.store',
  'owner.client_imports.update',
  'owner.client_tags.store',
  'owner.client_tags.destroy',
  'owner.client_notes.store',
  'owner.client_notes.destroy',
  'owner.sign_ups.store',
  'owner.sign_ins.store',
  'owner.sign_ins.destroy',
  'owner.new_bookings.store',
  'owner.written_messages.store',
  'owner.blocks.store',
  'owner.services.store',
  'owner.service_copies.store',
  'owner.link_copies.store',
  'owner.booking_links.store',
  'owner.one_time_links.store',
  'owner.booking_templates.store',
  'owner.service_archives.destroy',
  'owner.group_sessions.store',
  'owner.series_dates.store',
  'owner.first_services.store',
  'owner.first_people.store',
  'owner.first_closures.store',
  'owner.sharings.store',
  'owner.people.store',
  'owner.team_pages.store',
  'owner.invitations.store',
  'owner.member_removals.store',
  'owner.invitation_renewals.store',
  'owner.invitation_revocations.store',
  'owner.invitation_acceptances.store',
  'owner.invitation_acceptances.store_account',
  'owner.holiday_reviews.store',
  'owner.enquiry_answers.store',
  'owner.enquiry_answers.destroy',
  'owner.business_choices.store',
  'owner.sign_in_codes.store',
  'owner.second_steps.store',
  'owner.second_steps.confirm',
  'owner.second_steps.renew',
  'owner.second_steps.destroy',
  'owner.sign_in_endings.store',
  'owner.sign_in_endings.store_all',
  'owner.address_proofs.store',
  'owner.address_changes.store',
  'owner.address_changes.stop',
  'owner.new_addresses.store',
  'owner.calls.store',
  'owner.feed_endings.store',
  'owner.calcom.destroy',
  'owner.booking_imports.store',
  'owner.outside_lists.store',
  'owner.contact_proofs.store',
  'owner.keys.store',
  'owner.key_revocations.store',
  'owner.inboxes.store',
  'owner.inbox_proofs.store',
  'owner.inbox_removals.store',
  'owner.inbox_answers.store',
  'owner.inbox_answers.stop',
  'owner.digest_stops.store',
  'owner.forgotten_passwords.store',
  'owner.password_resets.store',
  'owner.passwords.update',
  'owner.proof_mails.store',
  'owner.readings.store',
  'owner.readings.store_all',
  'owner.push_devices.store',
  'owner.push_devices.destroy',
  'owner.delivery_attempts.store',
  'owner.calendar_feeds.store',
  'owner.calendar_servers.store',
  'owner.calendar_accounts.store',
  'owner.calendar_accounts.finish',
  'owner.calendar_entries.store',
  'owner.calendar_contacts.destroy',
  'owner.calendar_syncs.store',
  'owner.calendar_removals.store',
  'owner.webhooks.store',
  'owner.webhook_deliveries.store',
  'owner.webhook_pauses.store',
  'owner.webhook_pauses.destroy',
  'owner.webhook_removals.store',
  'owner.webhook_tests.store',
  'owner.message_previews.store',
  'owner.message_tests.store',
]

test.group('Two tabs of one form', (group) => {
  withGlobalTransaction(group)

  test('every form of the owner is told to be one that edits, or not', ({ assert }) => {
    const routes = Object.values(router.toJSON()).flat()
    const posted = routes.filter(
      ({ name, methods }) => name?.startsWith('owner.') && methods.includes('POST')
    )
    const tried = [...Object.keys(EDITS), ...Object.keys(PRESSES)]
    const known = [...tried, ...ELSEWHERE, ...DECISIONS, ...NO_EDITS]
    assert.deepEqual(posted.map(({ name }) => name).toSorted(), known.toSorted())
  })

  const send = (client: ApiClient, user: User, action: string, form: Fields) =>
    client.post(action).form(form).loginAs(user).withCsrfToken().redirects(0)

  for (const [route, edit] of Object.entries(EDITS)) {
    test(`of ${route}: the second is shown both, and overwrites only by choice`, async ({
      client,
      assert,
    }) => {
      const shop = await openShop({ service: { capacity: route.includes('session') ? 8 : 1 } })
      const { user } = shop
      const other = await joinAs('owner', shop.business)
      const { page, first, second, stored, kept, ...rest } = await edit(shop)
      const { action = page, again = 303 } = rest
      const opened = (await client.get(page).loginAs(user)).text()
      const version = versionIn(opened, action)
      assert.notEqual(version, '', 'The form carries no version')

      ;(await send(client, user, action, { ...first, version })).assertStatus(303)
      const refused = await send(client, user, action, { ...second, version })
      refused.assertStatus(409)
      refused.assertTextIncludes('Not saved')
      refused.assertTextIncludes('You saved it in another tab or window, on ')
      const others = await send(client, other, action, { ...second, version })
      others.assertStatus(409)
      others.assertTextIncludes('Anna Reed saved it on')
      refused.assertTextIncludes(stored)
      assert.match(refused.text(), kept instanceof RegExp ? kept : new RegExp(kept))
      ;(await send(client, user, action, second)).assertStatus(409)
      ;(await send(client, user, action, { ...first, version })).assertStatus(again)

      const fresh = versionIn(refused.text(), action)
      ;(await send(client, user, action, { ...second, version: fresh })).assertStatus(303)
      ;(await send(client, user, action, { ...first, version: fresh })).assertStatus(409)
    })
  }

  for (const [route, press] of Object.entries(PRESSES)) {
    test(`of ${route}: what was changed meanwhile is shown first`, async ({ client }) => {
      const isShared = route.includes('session')
      const shop = await openShop({ hosts: 2, service: { capacity: isShared ? 8 : 1 } })
      const { user } = shop
      const { page, action, fields, sentence, meanwhile } = await press(shop)
      const version = versionIn((await client.get(page).loginAs(user)).text(), action)
      await meanwhile()

      ;(await send(client, user, action, fields)).assertStatus(409)
      const refused = await send(client, user, action, { ...fields, version })
      refused.assertStatus(409)
      refused.assertTextIncludes(sentence)
      for (const typed of Object.values(fields)) refused.assertTextIncludes(typed)
      const fresh = versionIn(refused.text(), action)
      ;(await send(client, user, action, { ...fields, version: fresh })).assertStatus(303)
    })
  }
})
