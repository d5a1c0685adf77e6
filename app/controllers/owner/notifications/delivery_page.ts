import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { deliveryList, type DeliveryTab, loadWaiters } from '#queries/notifications/delivery_list'
import { MAX_ATTEMPTS } from '#models/notifications/notification'

const PAGE_SIZE = 25

interface Page {
  tab: DeliveryTab
  page: number
  status?: 200 | 409 | 429
  problem?: 'no_longer_holds' | 'not_possible' | 'too_often'
}

export async function renderDelivery(
  { business, response, view }: HttpContext,
  { tab, page, status = 200, problem }: Page
) {
  const now = DateTime.now().setZone(business.timeZone)
  const messages = await deliveryList(business.id, tab, now).paginate(page, PAGE_SIZE)
  await loadWaiters(messages.all())
  response.status(status)
  return view.render('pages/owner/notifications/delivery', {
    messages,
    tab,
    now,
    problem,
    most: MAX_ATTEMPTS,
  })
}
