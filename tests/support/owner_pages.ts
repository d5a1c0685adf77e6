import ImportBookings from '#actions/imports/import_bookings'
import RejectBooking from '#actions/requests/reject_booking'
import TestWebhook from '#actions/webhooks/test_webhook'
import { bySystem, byUser } from '#models/by'
import Notification from '#models/notifications/notification'
import type Host from '#models/availability/host'
import type Business from '#models/settings/business'
import CalendarConnection from '#models/calendars/calendar_connection'
import type BookingImport from '#models/imports/booking_import'
import { openBridge } from '#tests/support/calcom'
import { storeConnection } from '#tests/support/calendars'
import { deliverWebhooks, listen } from '#tests/support/webhooks'
import { blockTime } from '#tests/support/blocks'
import { importOf } from '#tests/support/clients'
import { writtenTo } from '#tests/support/enquiries'
import { erasureOf } from '#tests/support/erasures'
import { undoableEntry } from '#tests/support/history'
import { bookingImportOf } from '#tests/support/imports'
import { addInbox } from '#tests/support/inboxes'
import { makeKey } from '#tests/support/keys'
import { makeLink, makeOneTime, makeTemplate } from '#tests/support/links'
import { invitationLink, invite } from '#tests/support/invitations'
import type { ClientQuestion } from '#models/services/client_question'
import Membership from '#models/accounts/membership'
import { IN_THREE_DAYS, joinAs, openShopByRequest, place, type Shop } from '#tests/support/requests'
import { placeOfBusiness, placeOfHost, showPicture } from '#tests/support/pictures'
import { makeTeamPage } from '#tests/support/team_pages'
import { planSession } from '#tests/support/sessions'

const LEVELS: ClientQuestion[] = [
  {
    ...{ key: 'level', type: 'radio', label: 'How well do you swim?', help: 'Roughly.' },
    ...{ isRequired: true, maxLength: null, options: ['Not yet', 'A length'] },
  },
  {
    ...{ key: 'aim', type: 'text', label: 'What is your aim?', help: null },
    ...{ isRequired: false, maxLength: 80, options: [] },
  },
]

/** Everyone's own screens, and what each is in its less usual states. */
export async function openBusyShop() {
  const shop = await openShopByRequest({ hosts: 2 })
  const booking = await place(shop, { notes: 'Gently, please.', phone: '07700 900318' })
  const declined = await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 2 }) })
  await new RejectBooking().handle({
    businessId: shop.business.id,
    bookingId: declined.id,
    by: byUser(shop.user.id),
    reason: 'We are full.',
  })
  await writtenTo(shop.business.id, { serviceId: shop.service.id })
  await shop.service.merge({ capacity: 8, questions: LEVELS }).save()
  const session = await planSession(shop, IN_THREE_DAYS.plus({ hours: 4 }))
  const date = IN_THREE_DAYS.setZone(shop.business.timeZone).toISODate()
  const weekly = { firstDate: date ?? '', lastDate: null, weeklyDays: 1 }
  const block = await blockTime(shop.hosts, weekly)
  await showPicture(placeOfBusiness(shop.business, 'logo'))
  await showPicture(placeOfBusiness(shop.business, 'cover'))
  await showPicture(placeOfBusiness(shop.business, 'cover'))
  await showPicture(placeOfHost(shop.host))
  const inbox = await addInbox(shop.business)
  const refusedErasure = await erasureOf(declined)
  await refusedErasure.merge({ status: 'refused', reason: 'Not yet.' }).save()
  const link = await makeLink(shop)
  const membership = await Membership.findByOrFail({ userId: shop.user.id })
  await membership.load('user')
  return {
    user: shop.user,
    open: [
      '/sign-in',
      '/sign-up',
      '/forgot-password',
      `/decide/${booking.decisionTokenFor(shop.user.id)}`,
      await invitationLink(await invite(shop.business)),
      `/invitations/${'A'.repeat(32)}`,
      `/mail/address/${inbox.proofTokenFor('mails')}`,
      `/mail/stop/${inbox.stopToken}`,
      `/mail/digest/${membership.digestStopToken}`,
    ],
    signedIn: [
      '/admin',
      `/admin?date=${date}`,
      '/admin/calendar',
      `/admin/calendar?date=${date}`,
      `/admin/calendar?view=week&date=${date}`,
      `/admin/calendar?view=month&date=${date}`,
      '/admin/requests',
      '/admin/requests?tab=declined',
      '/admin/requests?tab=expired',
      `/admin/requests/${booking.id}`,
      `/admin/requests/${declined.id}`,
      '/admin/bookings',
      '/admin/bookings?from=nonsense',
      `/admin/bookings?client=${booking.clientId}&session=${session.id}`,
      `/admin/bookings/several?do=cancel&ids[]=${booking.id}&ids[]=${declined.id}`,
      `/admin/bookings/shift?ids=${booking.id},${declined.id}&minutes=30`,
      '/admin/bookings/new',
      '/admin/bookings/new?q=ine',
      `/admin/bookings/new?who=new&q=ine&date=${date}&time=03:10`,
      `/admin/bookings/new?client=${booking.clientId}&date=${date}`,
      `/admin/bookings/${booking.id}`,
      `/admin/bookings/${declined.id}`,
      `/admin/bookings/${booking.id}/correction`,
      `/admin/history/${await undoableEntry(shop, shop.user.id)}/undoing`,
      '/admin/messages/new',
      `/admin/messages/new?booking=${booking.id}`,
      `/admin/messages/new?date=${date}`,
      '/admin/clients',
      '/admin/clients?view=leads&search=ines',
      `/admin/clients/${booking.clientId}`,
      `/admin/clients/${booking.clientId}/merge?search=a`,
      `/admin/clients/${booking.clientId}/erasure`,
      `/admin/erasures/${refusedErasure.id}`,
      '/admin/clients/imports',
      `/admin/clients/imports/${(await importOf(shop.business)).id}`,
      '/admin/services',
      '/admin/services/new',
      `/admin/services/${shop.service.id}`,
      `/admin/services/${shop.service.id}/questions`,
      `/admin/services/${shop.service.id}/hours`,
      '/admin/sessions',
      '/admin/sessions?when=month',
      '/admin/sessions/new',
      `/admin/sessions/${session.id}`,
      '/admin/availability',
      `/admin/availability/why?date=${date}`,
      `/admin/availability/why?date=${date}&time=03:10`,
      '/admin/availability/why?time=noon',
      '/admin/availability/holidays',
      '/admin/availability/handover',
      '/admin/people',
      '/admin/people/new',
      '/admin/people/pages/new',
      `/admin/people/pages/${(await makeTeamPage(shop.business, shop.hosts)).id}`,
      `/admin/people/members/${await memberOf(shop)}`,
      `/admin/people/invitations/new?host=${shop.hosts[1].id}`,
      `/admin/people/${shop.hosts[1].id}`,
      `/admin/people/${shop.hosts[1].id}/page`,
      '/admin/settings/messages',
      '/admin/settings/messages/booking_confirmed/en',
      '/admin/settings/mail',
      `/admin/settings/mail/${inbox.id}`,
      '/admin/settings/keys',
      '/admin/settings/keys/new',
      `/admin/settings/keys/${(await makeKey(shop.business, shop.user)).key.id}`,
      '/admin/settings/webhooks',
      '/admin/settings/webhooks/new',
      ...(await webhookPages(shop.business)),
      ...(await calendarPages(shop.host)),
      ...(await movingPages(shop)),
      '/admin/blocks',
      `/admin/blocks/new?date=${date}`,
      `/admin/blocks/${block.id}`,
      `/admin/blocks/${block.id}/date?date=${date}`,
      '/admin/links',
      '/admin/links/page',
      '/admin/links/templates',
      `/admin/links/templates/${(await makeTemplate(shop)).id}`,
      '/admin/links/one-time/new',
      `/admin/links/one-time/${(await makeOneTime(shop, { recipientEmail: 'sam@example.com' })).oneTime.id}`,
      `/admin/links/${link.id}/sharing?name=Sam`,
      `/admin/links/${link.id}`,
      `/admin/links/${link.id}/availability`,
      `/admin/links/${link.id}/template`,
      `/admin/links/${link.id}/questions`,
      '/admin/enquiries',
      '/admin/history',
      '/admin/notifications',
      '/admin/notifications/choice',
      '/admin/delivery?tab=waiting',
      '/admin/delivery?tab=sent',
      '/admin/delivery/check',
      '/admin/numbers',
      '/admin/numbers?from=2020-01-01&until=2020-02-01',
      '/admin/numbers?from=nonsense',
      '/admin/numbers/visits?direct=1',
      '/admin/settings',
      '/admin/settings/business',
      '/admin/settings/privacy',
      '/admin/settings/logo',
      '/admin/settings/cover',
      `/admin/people/${shop.hosts[0].id}/photo`,
      `/admin/services/${shop.service.id}/photo`,
      '/admin/account',
      '/admin/account/address',
      '/admin/account/two-step',
    ],
  }
}

async function calendarPages(host: Host) {
  const { id } = await storeConnection(host)
  const page = `/admin/calendars/${id}`
  const forms = ['new', 'feeds/new', 'servers/new'].map((form) => `/admin/calendars/${form}`)
  const account = await CalendarConnection.create({
    ...{ businessId: host.businessId, hostId: host.id, provider: 'google', secrets: '-' },
    ...{ account: 'mia@example.com', state: 'connected', hasContacts: true },
  })
  const contacts = [`/admin/calendars/${account.id}`, '/admin/bookings/contacts?q=mia']
  return ['/admin/calendars', ...forms, page, `${page}/removal`, ...contacts]
}

/** From other programs, and into the member's own calendar. */
async function movingPages(shop: Shop) {
  const { id } = await bookingImportOf(shop.business)
  const checked = await bookingImportOf(shop.business, 'Beard trim')
  const columns = ['start', 'name', 'service'] as BookingImport['columns']
  await checked.merge({ columns, status: 'checking' }).save()
  await new ImportBookings().handle()
  await openBridge(shop)
  const imports = '/admin/bookings/imports'
  return [
    ...['/admin/calendar/feed', '/admin/settings/calcom', imports],
    ...[`${imports}/${id}`, `${imports}/${checked.id}`],
  ]
}

/** One that was tried, of one that fails. */
async function webhookPages(business: Business) {
  const { endpoint } = await listen(business, { url: 'https://no-such-host.invalid/hooks' })
  const wanted = { businessId: business.id, endpointId: endpoint.id, by: bySystem() }
  await new TestWebhook().handle(wanted)
  await deliverWebhooks()
  const { id } = await Notification.findByOrFail({ webhookEndpointId: endpoint.id })
  const page = `/admin/settings/webhooks/${endpoint.id}`
  return [page, `${page}/edit`, `/admin/settings/webhooks/deliveries/${id}`]
}

async function memberOf({ business, hosts }: Awaited<ReturnType<typeof openShopByRequest>>) {
  const { id: userId } = await joinAs('staff', business)
  await hosts[0].merge({ userId }).save()
  const { id } = await Membership.findByOrFail({ businessId: business.id, userId })
  return id
}
