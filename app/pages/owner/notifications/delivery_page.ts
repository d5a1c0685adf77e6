import type { DateTime } from 'luxon'
import { MAX_ATTEMPTS } from '#models/notifications/notification'
import type Business from '#models/settings/business'
import {
  deliveryList,
  type DeliveryTab,
  loadWaiters,
  loadWrittenTo,
} from '#queries/notifications/delivery_list'
import { nearestPage } from '#queries/nearest_page'

const PAGE_SIZE = 25

export async function deliveryPage(
  business: Business,
  { tab, page }: { tab: DeliveryTab; page: number },
  now: DateTime
) {
  const messages = await nearestPage(deliveryList(business.id, tab, now), page, PAGE_SIZE)
  await loadWaiters(messages.all())
  await loadWrittenTo(messages.all())
  return { messages, tab, now, most: MAX_ATTEMPTS }
}
