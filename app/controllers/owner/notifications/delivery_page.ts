import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { deliveryPage } from '#pages/owner/notifications/delivery_page'
import type { DeliveryTab } from '#queries/notifications/delivery_list'

interface Page {
  tab: DeliveryTab
  page: number
  status?: 200 | 409 | 429
  problem?: 'no_longer_holds' | 'not_possible' | 'too_often'
  wait?: string
}

export async function renderDelivery(
  { business, response, view }: HttpContext,
  { status = 200, problem, wait, ...list }: Page
) {
  const now = DateTime.now().setZone(business.timeZone)
  const page = await deliveryPage(business, list, now)
  response.status(status)
  return view.render('pages/owner/notifications/delivery', { ...page, problem, wait })
}
