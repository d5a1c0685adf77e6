import { addService, openShop } from '#database/factories/business'
import CancelBooking from '#actions/bookings/cancel_booking'
import { byClient } from '#models/by'
import { detailsAddress, instant, place, tenOClock, timesAddress } from '#tests/support/guest'
import { makeLink, makeOneTime, placeThrough } from '#tests/support/links'
import { makeTeamPage } from '#tests/support/team_pages'
import { planSession } from '#tests/support/sessions'
import { waitFor } from '#tests/support/waitlist'

/** The address of every public page, and of every state that a link alone can show. */
export async function everyAddress(): Promise<string[]> {
  const shop = await openShop({
    hosts: 2,
    settings: { requiresApproval: false },
    service: { mostDates: 4 },
  })
  const { business, hosts, host } = shop
  const several = [7, 8, 9].map((day) => instant(tenOClock(day))).join('_')
  const call = await addService(business, hosts, {
    name: 'Assessment',
    locationType: 'video',
    requiresApproval: true,
    slotIntervalMinutes: 15,
    durationMinutes: 30,
  })
  const closed = await openShop({ settings: { isActive: false } })
  const confirmed = await place(shop, tenOClock())
  const waiting = await place({ business, service: call }, tenOClock(4), {
    timeZone: 'Asia/Tokyo',
    notes: 'A'.repeat(200),
  })
  const declined = await place({ business, service: call }, tenOClock(5))
  await declined.merge({ status: 'rejected', rejectionReason: 'Not at that hour.' }).save()
  const cancelled = await place(shop, tenOClock(6))
  await cancelled.merge({ status: 'cancelled' }).save()

  return [
    '/',
    '/nothing-is-here',
    '/docs/api',
    '/docs/api?of=services',
    `/book/${business.slug}`,
    `/book/${closed.business.slug}`,
    `/schedule/${host.pageSlug}`,
    `/schedule/${(await makeTeamPage(business, hosts)).pageSlug}`,
    `/book/${business.slug}/nothing`,
    timesAddress(shop),
    `${timesAddress(shop)}?choose=host&host=${host.id}`,
    `${timesAddress(shop)}?month=${tenOClock().plus({ years: 1 }).toFormat('yyyy-MM')}`,
    `${timesAddress({ business, service: call })}?zone=Asia/Tokyo&choose=zone`,
    `${timesAddress(shop)}?month=2026-13`,
    `${detailsAddress(shop)}?start=${instant(tenOClock(7))}`,
    `${detailsAddress(shop)}?start=${instant(tenOClock().plus({ minutes: 1 }))}`,
    `${detailsAddress(shop)}?dates=${several}`,
    `${detailsAddress(shop)}?dates=${several}_${instant(tenOClock())}&host=${host.id}`,
    `${timesAddress(shop)}?dates=${several}`,
    ...[confirmed, waiting, declined, cancelled].map(({ manageToken }) => `/manage/${manageToken}`),
    `/manage/${confirmed.manageToken}/cancellation`,
    `/privacy/${business.slug}`,
    `/enquiry/${business.slug}?service=${shop.service.slug}`,
  ]
}

/** Pages along the ways that begin there: waiting, moving, and links of one's own. */
export async function addressesOnTheWay(): Promise<string[]> {
  const shop = await openShop({ hosts: 2, settings: { requiresApproval: false } })
  const { business, hosts } = shop
  const alone = { business, service: await addService(business, [hosts[0]], { name: 'Diving' }) }
  const group = await addService(business, hosts, { isPlannedOnly: true, name: 'Group lesson' })
  await planSession({ ...shop, service: group }, tenOClock(8))
  const full = await place(alone, tenOClock(9))
  const freed = await place(alone, tenOClock(10))
  const waiting = await waitFor(alone, tenOClock(9))
  const offered = await waitFor(alone, tenOClock(10))
  await new CancelBooking().handle({
    businessId: business.id,
    bookingId: freed.id,
    by: byClient(),
    reason: null,
  })
  const link = await makeLink(shop)
  const oneTime = await makeOneTime(shop)
  await placeThrough(shop, oneTime.token, { at: tenOClock(12) })
  const unused = await makeOneTime(shop)
  const manage = `/manage/${full.manageToken}`
  const timesAlone = timesAddress(alone)
  const taken = instant(tenOClock(9))
  return [
    `${timesAlone}?date=${tenOClock(9).toISODate()}`,
    `${timesAddress({ business, service: group })}?date=${tenOClock(8).toISODate()}`,
    `${detailsAddress({ business, service: group })}?start=${instant(tenOClock(8))}`,
    `${detailsAddress(alone)}?start=${taken}`,
    `${timesAlone}/waitlist?date=${tenOClock(9).toISODate()}`,
    `${timesAlone}/waitlist?start=${taken}`,
    `/waitlist/${waiting.token}`,
    `/waitlist/${offered.token}`,
    `/waitlist/nothing`,
    manage,
    `${manage}/address`,
    `${manage}/move`,
    `${manage}/move/review?start=${instant(tenOClock(11))}`,
    `${manage}/move/review?start=${instant(tenOClock(10))}`,
    `/manage/${freed.manageToken}`,
    `/manage/${full.manageToken}?as=${full.returnProof}`,
    `/preferences/${full.preferencesToken}?saved=on`,
    `/preferences/${full.preferencesToken}/stop/reminders`,
    `/enquiry/${business.slug}/sent`,
    `/public/bookings/${link.token}`,
    `/public/bookings/${unused.token}`,
    `/public/bookings/${unused.token}/details?start=${instant(tenOClock(7))}`,
    `/public/bookings/${oneTime.token}`,
    '/public/bookings/nothing',
  ]
}
