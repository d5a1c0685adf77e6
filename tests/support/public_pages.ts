import { addService, openShop } from '#database/factories/business'
import { detailsAddress, instant, place, tenOClock, timesAddress } from '#tests/support/guest'

/** The address of every public page, and of every state that a link alone can show. */
export async function everyAddress(): Promise<string[]> {
  const shop = await openShop({ hosts: 2, settings: { requiresApproval: false } })
  const { business, hosts, host } = shop
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
    `/book/${business.slug}`,
    `/book/${closed.business.slug}`,
    `/book/${business.slug}/nothing`,
    timesAddress(shop),
    `${timesAddress(shop)}?choose=host&host=${host.id}`,
    `${timesAddress(shop)}?month=${tenOClock().plus({ years: 1 }).toFormat('yyyy-MM')}`,
    `${timesAddress({ business, service: call })}?zone=Asia/Tokyo&choose=zone`,
    `${timesAddress(shop)}?month=2026-13`,
    `${detailsAddress(shop)}?start=${instant(tenOClock(7))}`,
    `${detailsAddress(shop)}?start=${instant(tenOClock().plus({ minutes: 1 }))}`,
    ...[confirmed, waiting, declined, cancelled].map(({ manageToken }) => `/manage/${manageToken}`),
    `/manage/${confirmed.manageToken}/cancellation`,
    `/enquiry/${business.slug}?service=${shop.service.slug}`,
  ]
}
